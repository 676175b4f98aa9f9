// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What a program sees on a machine with another name, or on this one after a restart: a host name and a boot id, in
/// namespaces of the program's own. That needs the superuser.
struct OtherMachine {
  let name: String
  /// Holds its boot id.
  private let file: String

  static let program = URL(filePath: "/usr/bin/env")

  /// - Parameter name: nil for this machine, restarted.
  init(named name: String? = nil, in project: Project) throws {
    self.name = name ?? ProcessInfo.processInfo.hostName
    let file = project.place.appending(path: "boot-\(UUID().uuidString)")
    try "\(UUID().uuidString.lowercased())\n".write(to: file, atomically: true, encoding: .utf8)
    self.file = file.path
  }

  private static let script = """
    echo "$0" > /proc/sys/kernel/hostname && mount --bind "$1" /proc/sys/kernel/random/boot_id && shift && exec "$@"
    """

  /// In front of a program and its arguments; the process stays the same.
  var arguments: [String] { ["unshare", "--mount", "--uts", "sh", "-c", Self.script, name, file] }

  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = program
    guard let project = try? Project(nil), let machine = try? OtherMachine(named: "other", in: project) else {
      return false
    }
    process.arguments = machine.arguments + ["true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
