// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a configuration file as text: bounded, and UTF-8.
enum ConfigurationText {
  static let largestSize = 1 << 20

  /// - Parameters:
  ///   - path: where the file is.
  ///   - name: how messages call it.
  static func read(path: String, name: String) throws(Diagnostic) -> String {
    guard let stream = fopen(path, "r") else {
      throw Diagnostic(.error, at: .file(name), "cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: largestSize + 1)
    let count = fread(&bytes, 1, bytes.count, stream)
    guard ferror(stream) == 0 else {
      throw Diagnostic(.error, at: .file(name), "cannot be read: \(String(cString: strerror(errno)))")
    }
    guard count <= largestSize else {
      throw Diagnostic(.error, at: .file(name), "larger than 1 MiB: this is no configuration file")
    }
    return try text(of: bytes.prefix(count), name: name)
  }

  static func text(of bytes: ArraySlice<UInt8>, name: String) throws(Diagnostic) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes
    if let text = String(validating: content, as: UTF8.self) { return text }
    var decoder = UTF8()
    var iterator = content.makeIterator()
    var (line, column) = (1, 1)
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    throw Diagnostic(
      .error, at: .position(file: name, line: line, column: column), "not UTF-8 text",
      hint: "save the file as UTF-8")
  }
}
