// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What libFuzzer calls with each input: tries the law that `ATTUNE_LAW` names.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  if let violation = law.violation(by: input) { preconditionFailure(violation) }
  return 0
}

private let law: Law = {
  guard let name = getenv("ATTUNE_LAW"), let law = Law(rawValue: String(cString: name)) else {
    preconditionFailure("ATTUNE_LAW must be one of \(Law.allCases.map(\.rawValue))")
  }
  return law
}()
