// SPDX-License-Identifier: Apache-2.0
import Glibc

/// This machine, since it was switched on: pids of another host or boot mean nothing here.
package struct Host: Sendable, Hashable {
  package let name: String
  /// `/proc/sys/kernel/random/boot_id`.
  package let bootID: String

  package static let current = Host(name: currentName(), bootID: currentBootID())

  private static func currentName() -> String {
    let bytes = [UInt8](unsafeUninitializedCapacity: 256) { buffer, filled in
      guard let name = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      else { return }
      filled = gethostname(name, buffer.count) == 0 ? strnlen(name, buffer.count) : 0
    }
    // It is written to JSON by code that can't escape, so what no host name may hold is left out.
    return String(decoding: bytes, as: UTF8.self).filter { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 >= " " }
  }

  private static func currentBootID() -> String {
    guard let file = try? Descriptor(opening: "/proc/sys/kernel/random/boot_id", O_RDONLY),
      let bytes = try? file.bytes(from: 0, count: 64)
    else { return "" }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
