// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A TCP port of this machine's loopback address.
package enum LoopbackPort {
  /// Whether a server could listen there now.
  package static func isFree(_ port: Int) -> Bool { bound(to: port) != nil }

  /// The first free one of some, or any that the system gives.
  package static func free(among ports: Range<Int>) -> Int? {
    ports.first(where: isFree) ?? bound(to: 0)
  }

  /// Whether somebody listens there.
  package static func answers(_ port: Int) -> Bool {
    guard let socket = try? makeSocket() else { return false }
    return withAddress(port) { connect(socket.raw, $0, $1) } == 0
  }

  /// The port, if it could be had.
  private static func bound(to port: Int) -> Int? {
    guard let socket = try? makeSocket() else { return nil }
    var yes: Int32 = 1
    setsockopt(socket.raw, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard withAddress(port, { bind(socket.raw, $0, $1) }) == 0, listen(socket.raw, 1) == 0 else { return nil }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isTold = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.raw, $0, &length) == 0 }
    }
    return isTold ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }

  private static func makeSocket() throws(SystemError) -> Descriptor {
    let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { throw SystemError("make", "a socket") }
    return Descriptor(adopting: raw)
  }

  private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
