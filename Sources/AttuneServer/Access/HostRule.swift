// SPDX-License-Identifier: Apache-2.0

/// Which names the server answers to.
///
/// A page of another site can make a name of its own lead to this machine (DNS rebinding); the browser then sends
/// that name, which is not in the list.
package struct HostRule: Sendable {
  private let names: Set<String>

  /// - Parameter names: without ports; those of loopback are always allowed.
  package init(allowing names: [String]) {
    self.names = Set(["localhost", "127.0.0.1", "[::1]"] + names.map { Self.bracketed($0.lowercased()) })
  }

  /// - Parameter authority: `Host` as it was sent, with or without a port.
  package func allows(_ authority: String) -> Bool {
    Self.name(of: authority.lowercased()).map(names.contains) ?? false
  }

  /// Whether a page of this origin was served by the host that it now calls.
  ///
  /// - Parameter origin: the header: `http://127.0.0.1:8080`, or `null`.
  package static func isSame(origin: String, as authority: String) -> Bool {
    origin.lowercased() == "http://\(authority.lowercased())"
      || origin.lowercased() == "https://\(authority.lowercased())"
  }

  /// Nil where it names no host or holds what is no port.
  private static func name(of authority: String) -> String? {
    let end =
      authority.hasPrefix("[")
      ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    guard let end else { return authority.hasPrefix("[") ? nil : authority }
    let port = authority[end...]
    guard port.isEmpty || port.first == ":" && port.dropFirst().utf8.allSatisfy(isDigit) else { return nil }
    return String(authority[..<end])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func bracketed(_ name: String) -> String {
    name.contains(":") && !name.hasPrefix("[") ? "[\(name)]" : name
  }
}
