// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where data goes.
package enum StandardOutput {
  /// All of it at once. A reader that has gone away is no error.
  package static func write(_ text: String) throws(OutputError) {
    var text = text
    let failure = text.withUTF8 { StandardStream.send($0, to: STDOUT_FILENO) }
    guard let failure, failure != EPIPE else { return }
    throw OutputError("standard output can't be written: \(String(cString: strerror(failure)))")
  }
}

extension StandardOutput {
  /// A line of a stream that nobody may be listening to any more.
  package static func printLine(_ line: String) {
    try? write(line + "\n")
  }
}

/// Where words for people go. Nobody can be told if that fails.
package enum StandardError {
  /// One line, or several.
  package static func say(_ text: String) { draw(text + "\n") }

  /// Text and control sequences as they are, for a live view.
  package static func draw(_ text: String) {
    var text = text
    _ = text.withUTF8 { StandardStream.send($0, to: STDERR_FILENO) }
  }
}

package struct OutputError: Error, Hashable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

private enum StandardStream {
  /// - Returns: errno of a failure.
  static func send(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
