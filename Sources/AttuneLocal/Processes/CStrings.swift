// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Lists of strings as system calls want them: pointers, the last of which is null.
enum CStrings {
  static func with<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let pointers = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: strings.count + 1)
    defer { pointers.deallocate() }
    pointers.initialize(repeating: nil, count: strings.count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = UnsafePointer(strdup(string)) }
    defer { for index in strings.indices { free(UnsafeMutablePointer(mutating: pointers[index])) } }
    return body(pointers)
  }
}
