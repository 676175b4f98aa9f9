// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a stream can show.
package struct Terminal: Sendable, Hashable {
  package let isTerminal: Bool
  /// Columns.
  package let width: Int
  package let showsColours: Bool

  /// - Parameter measuredWidth: what the system says; nil where the stream is no terminal.
  package init(environment: [String: String], isTerminal: Bool, measuredWidth: Int?) {
    let isDumb = environment["TERM"] == "dumb"
    self.isTerminal = isTerminal && !isDumb
    width = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? measuredWidth ?? 80
    // As https://no-color.org has it: present and not empty.
    showsColours = self.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Standard output, as it is now.
  package static var output: Terminal { of(STDOUT_FILENO) }

  /// Standard error, as it is now.
  package static var error: Terminal { of(STDERR_FILENO) }

  private static func of(_ descriptor: Int32) -> Terminal {
    var size = winsize()
    let isTerminal = isatty(descriptor) == 1
    let isMeasured = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return Terminal(
      environment: variables(["TERM", "COLUMNS", "NO_COLOR"]), isTerminal: isTerminal,
      measuredWidth: isMeasured ? Int(size.ws_col) : nil)
  }

  private static func variables(_ names: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } })
  }
}

extension Terminal {
  /// Where lines may be cut: nowhere if the output goes to a program or a file.
  package var cuttingWidth: Int? { isTerminal ? width : nil }
}
