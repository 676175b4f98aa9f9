// SPDX-License-Identifier: Apache-2.0
import Glibc

/// TCP ports of this machine's loopback address.
package enum LoopbackPort {
  /// Whether a server could listen there now.
  package static func isFree(_ port: Int) -> Bool {
    let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return false }
    let socket = Descriptor(adopting: raw)
    var yes: Int32 = 1
    setsockopt(socket.raw, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket.raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    return isBound && listen(socket.raw, 1) == 0
  }
}
