// SPDX-License-Identifier: Apache-2.0

/// Files whose change makes a different trainer.
enum SourceText {
  private static let endings: Set<String> = [
    "py", "pyx", "r", "jl", "sh", "bash", "m", "lua", "pl", "pm", "rb", "js", "mjs", "ts", "swift", "go", "rs",
    "c", "cc", "cpp", "cxx", "cu", "h", "hh", "hpp", "cuh", "f", "f90", "java", "scala", "kt", "hs", "ml", "stan",
    "sql",
  ]

  static func includes(_ path: RelativePath) -> Bool {
    let name = String(decoding: path.name, as: UTF8.self)
    if name == "flags.yml" { return true }
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// FNV-1a, 64 bits: tells edits apart, is no defence against forgery.
  ///
  /// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm".
  static func digest(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
