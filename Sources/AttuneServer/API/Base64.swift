// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

enum Base64 {
  static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
