// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AttuneLocal

/// The server's tokens, each in a file that only its user can read: `$ATTUNE_HOME/server/owner.token`.
package struct TokenFiles {
  package enum Holder: String, CaseIterable, ExpressibleByArgument {
    case owner, viewer
  }

  struct Kept {
    let owner: String
    let viewer: String
    /// Whether they were made just now.
    let areNew: Bool

    subscript(holder: Holder) -> String { holder == .owner ? owner : viewer }
  }

  private let home: AttuneHome

  init(home: AttuneHome) { self.home = home }

  func path(of holder: Holder) -> String { "\(home.server)/\(holder.rawValue).token" }

  /// The tokens, made where there are none.
  func tokens(renewing: Bool) throws -> Kept {
    let owner = try SecretFile.text(at: path(of: .owner), renewing: renewing)
    let viewer = try SecretFile.text(at: path(of: .viewer), renewing: renewing)
    return Kept(owner: owner.text, viewer: viewer.text, areNew: owner.isNew)
  }
}
