// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import Testing

@Suite struct `A file system` {
  private static let mounts = """
    22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw
    40 22 0:44 / /home rw,relatime shared:5 master:1 - nfs4 server:/home rw,vers=4.2
    41 22 0:45 / /mnt/cloud rw - fuse.sshfs me@host: rw
    42 22 0:46 / /scratch rw - lustre mgs:/scratch rw
    43 22 0:47 / /dev/shm rw - tmpfs nfs rw
    44 22 8:1 / /usb rw - fuseblk /dev/sda1 rw
    """

  @Test(arguments: [
    ("0:44", true), ("0:45", true), ("0:46", true), ("259:1", false), ("0:47", false), ("8:1", false), ("9:9", false),
  ])
  func `is remote when its machines share no memory`(_ device: String, _ isRemote: Bool) {
    #expect(FileSystem.isRemote(device: device, mounts: Self.mounts) == isRemote)
  }
}
