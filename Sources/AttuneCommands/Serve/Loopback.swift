// SPDX-License-Identifier: Apache-2.0

/// Addresses that only this machine reaches.
enum Loopback {
  static func includes(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return bytes.count == 4 && bytes[0] == 127 && bytes.allSatisfy { $0 != nil }
  }
}
