// SPDX-License-Identifier: Apache-2.0
import Glibc

/// 256 random bits in a file, mode 0600, made once.
package enum SecretFile {
  /// The secret, as 43 letters, digits, `-` and `_`.
  ///
  /// - Throws: also where others can read the file.
  package static func text(at path: String, renewing: Bool) throws(SystemError) -> (text: String, isNew: Bool) {
    if !renewing, let kept = try read(path) { return (kept, false) }
    // The system's generator is one for secrets.
    let secret = text(of: (0..<32).map { _ in UInt8.random(in: .min...UInt8.max) })
    try Directory.make(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    try FileContent.replace(path, with: Array("\(secret)\n".utf8), mode: 0o600, durably: true)
    return (secret, true)
  }

  private static func read(_ path: String) throws(SystemError) -> String? {
    let file: Descriptor
    do {
      file = try Descriptor(opening: path, O_RDONLY | O_NOFOLLOW)
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
    let stamp = try FileStamp(of: file)
    guard stamp.permissions & 0o077 == 0 else {
      throw SystemError("trust a secret that others can read: chmod 600, or make a new one,", path, code: EPERM)
    }
    let text = String(decoding: try file.bytes(from: 0, count: 128), as: UTF8.self).filter { !$0.isNewline }
    guard text.utf8.count >= 43 else { throw SystemError("find 256 bits in", path, code: EINVAL) }
    return text
  }

  /// Base 64 for URLs (RFC 4648, §5), without padding.
  private static func text(of bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = [], bits = 0, count = 0
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(letters[bits >> count & 63])
      }
      bits &= 1 << count - 1
    }
    if count > 0 { text.append(letters[bits << (6 - count) & 63]) }
    return String(decoding: text, as: UTF8.self)
  }
}
