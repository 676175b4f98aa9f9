// SPDX-License-Identifier: Apache-2.0

/// Who may call the server: whoever has one of two tokens.
package struct Tokens: Sendable {
  private let owner: [UInt8]
  private let viewer: [UInt8]

  /// - Precondition: both hold 256 random bits, written in ASCII, and differ.
  package init(owner: String, viewer: String) {
    precondition(owner.utf8.count >= 32 && viewer.utf8.count >= 32 && owner != viewer, "tokens must hold 256 bits")
    self.owner = Array(owner.utf8)
    self.viewer = Array(viewer.utf8)
  }

  /// What a token allows; nil for one that is not valid. Takes the same time for each text of one length.
  package func access(of token: String) -> Endpoint.Access? {
    let token = Array(token.utf8)
    let isOwner = Self.areEqual(token, owner), isViewer = Self.areEqual(token, viewer)
    return isOwner ? .owner : isViewer ? .viewer : nil
  }

  /// Looks at each byte whatever the first ones say, so that time tells nothing of where two texts part.
  private static func areEqual(_ given: [UInt8], _ kept: [UInt8]) -> Bool {
    var difference = UInt8(given.count == kept.count ? 0 : 1)
    for index in kept.indices { difference |= kept[index] ^ (given.isEmpty ? 0 : given[index % given.count]) }
    return difference == 0
  }
}
