// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import FoundationEssentials

/// A job's trainers never see the event files of earlier runs, but a person may take them for the script's.
enum EarlierEventFile {
  /// More entries of a folder than this are not looked at.
  private static let mostEntries = 20_000

  /// The first that is met, relative to the folder; nearer ones first.
  static func below(_ folder: String) -> String? {
    var pending = [""]
    var left = mostEntries
    while !pending.isEmpty, left > 0 {
      let directory = pending.removeFirst()
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(directory)")) ?? []
      left -= names.count + 1
      for name in names.sorted() {
        let path = directory.isEmpty ? name : "\(directory)/\(name)"
        if EventFile.isNamed(name) { return path }
        if isDirectory("\(folder)/\(path)") { pending.append(path) }
      }
    }
    return nil
  }

  /// Not a link to one.
  private static func isDirectory(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }
}
