// SPDX-License-Identifier: Apache-2.0

/// Space for people: `0 B`, `512 B`, `1.5 kB`, `3.2 GB`; powers of 1000, as disks are sold.
package enum ByteCount {
  package static func text(_ bytes: Int) -> String {
    guard bytes >= 1_000 else { return "\(bytes) B" }
    var (unit, name) = (1_000, "kB")
    for (next, label) in [(1_000_000, "MB"), (1_000_000_000, "GB"), (1_000_000_000_000, "TB")] where bytes >= next {
      (unit, name) = (next, label)
    }
    return "\(bytes / unit).\(bytes % unit / (unit / 10)) \(name)"
  }
}
