// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The end of a log, for a failure's message and for what it tells of the reason.
enum LogTail {
  /// At most 20 lines and 4 KB, safe to show; empty where there is no log.
  static func text(of path: String) -> String {
    lines(of: path, atMost: 20, bytes: 4_096).joined(separator: "\n")
  }

  /// The last lines, oldest first, without empty ones behind them. Of a line that is longer than all that is
  /// wanted, its last quarter of that.
  static func lines(of path: String, atMost count: Int, bytes: Int) -> [String] {
    guard let file = try? Descriptor(opening: path, O_RDONLY), let size = try? Int(FileStamp(of: file).size)
    else { return [] }
    let start = max(0, size - 4 * bytes)
    guard var content = try? file.bytes(from: start, count: size - start)[...] else { return [] }
    if start > 0, let newline = content.firstIndex(of: UInt8(ascii: "\n")) {
      content = content[(newline + 1)...]
    }
    let shown = String(decoding: content, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { TerminalText.plain($0) }
      .reversed().drop { $0.isEmpty }.prefix(count)
    var taken: [String] = [], length = 0
    for line in shown {
      length += line.utf8.count + 1
      guard length <= bytes || taken.isEmpty else { break }
      taken.append(line.utf8.count > bytes ? String(line.suffix(bytes / 4)) : line)
    }
    return taken.reversed()
  }
}
