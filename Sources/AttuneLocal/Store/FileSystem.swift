// SPDX-License-Identifier: Apache-2.0
import Glibc

package enum FileSystem {
  /// File systems whose machines don't share memory, which SQLite's write-ahead log needs: `fuse.sshfs`
  /// and its like count as `fuse`.
  private static let remoteKinds: Set<Substring> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse", "lustre", "gpfs", "beegfs", "ceph", "afs", "9p", "ocfs2",
    "gfs2", "virtiofs", "vboxsf",
  ]

  static func isRemote(_ path: String) -> Bool {
    var status = stat()
    // Files in /proc have no size, so this one is read by its length in one go.
    guard stat(path, &status) == 0, let mounts = try? Descriptor(opening: "/proc/self/mountinfo", O_RDONLY),
      let bytes = try? mounts.bytes(from: 0, count: 1 << 20)
    else { return false }
    let device = (major: status.st_dev >> 8 & 0xFFF, minor: status.st_dev & 0xFF | status.st_dev >> 12 & 0xFFF00)
    return isRemote(device: "\(device.major):\(device.minor)", mounts: String(decoding: bytes, as: UTF8.self))
  }

  /// - Parameters:
  ///   - device: `major:minor`.
  ///   - mounts: `/proc/self/mountinfo`, whose lines are `id parent device root place options … - kind source …`.
  package static func isRemote(device: String, mounts: String) -> Bool {
    mounts.split(separator: "\n").contains { line in
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == device,
        let kind = fields.drop(while: { $0 != "-" }).dropFirst().first?.prefix(while: { $0 != "." })
      else { return false }
      return remoteKinds.contains(kind)
    }
  }
}
