// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whose command line this process speaks: by the name that it was called by, or by its first argument.
///
/// A name alone is not enough: R's `cloudml` resolves links before it starts a program, and then the name is gone.
package enum Face: Sendable, Hashable {
  case attune([String])
  case gcloud([String])
  case gsutil([String])

  /// - Parameter command: argv.
  package init(of command: [String]) {
    let arguments = Array(command.dropFirst())
    if let face = Face(name: command.first?.split(separator: "/").last, arguments: arguments) {
      self = face
    } else {
      self = Face(name: arguments.first?[...], arguments: Array(arguments.dropFirst())) ?? .attune(arguments)
    }
  }

  private init?(name: Substring?, arguments: [String]) {
    switch name {
    case "gcloud": self = .gcloud(arguments)
    case "gsutil": self = .gsutil(arguments)
    default: return nil
    }
  }

  /// Ends the process with a status of another program's.
  static func end(_ status: Int32) -> Never { exit(status) }
}
