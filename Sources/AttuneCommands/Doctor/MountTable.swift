// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// Which file system a folder lies on, as `/proc/self/mounts` tells it.
package struct MountTable: Sendable {
  package struct Kind: Sendable, Hashable {
    package let name: String

    /// Between machines.
    package var isShared: Bool {
      ["nfs", "nfs4", "cifs", "smb3", "lustre", "gpfs", "beegfs", "ceph", "afs", "9p", "virtiofs"].contains(name)
        || name.hasPrefix("fuse")
    }

    /// Gone with the machine's memory, or with its container.
    package var isVolatile: Bool { ["tmpfs", "ramfs", "overlay"].contains(name) }
  }

  private let mounts: [(folder: String, kind: Kind)]

  /// - Parameter text: device, folder and kind a line; spaces in folders are written `\040`.
  package init(_ text: String) {
    mounts = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count >= 3 else { return nil }
      return (Self.unescaped(fields[1]), Kind(name: String(fields[2])))
    }
  }

  package static var ofThisMachine: MountTable? {
    (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)).map(MountTable.init)
  }

  /// That of the innermost mount; of two on one folder, the later one hides the other.
  package func kind(of folder: String) -> Kind? {
    mounts.filter { $0.folder == "/" || folder == $0.folder || folder.hasPrefix("\($0.folder)/") }
      .reduce(nil as (folder: String, kind: Kind)?) { best, mount in
        (best?.folder.count ?? 0) > mount.folder.count ? best : mount
      }?.kind
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("\\040", with: " ").replacing("\\011", with: "\t").replacing("\\134", with: "\\")
  }
}
