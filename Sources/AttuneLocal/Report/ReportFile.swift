// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Glibc

/// The event file to which `attune report` appends: one for each attempt, in the trainer's working directory, so
/// that it is followed and collected like any other.
package struct ReportFile: Sendable, Hashable {
  package static let folderName = "attune-report"
  let folder: String
  let name: String

  package var path: String { "\(folder)/\(name)" }

  /// - Parameters:
  ///   - trialFolder: the attempt's own folder, `…/trials/<n>/<attempt>`.
  ///   - workingDirectory: the one in which the trainer was started.
  /// - Throws: if there is no such attempt.
  package init(trialFolder: String, workingDirectory: String) throws(SystemError) {
    let attempt = try Descriptor.directory(trialFolder)
    // Attempts that write to one directory need names of their own: when it was launched, and which it is.
    let record = RelativePath(TrialPaths(folder: trialFolder).launchRecord)
    let launch = (try? FileStamp(of: record, in: attempt))?.modified ?? 0
    let number = trialFolder.split(separator: "/").suffix(2).joined(separator: ".")
    name = "events.out.tfevents.\(launch / 1_000_000_000).\(Host.current.name).attune.\(number)"
    folder = "\(workingDirectory)/\(Self.folderName)"
  }

  /// Appends one number. Callers in other processes wait for each other, so that nothing is lost.
  ///
  /// - Parameters:
  ///   - step: nil for as many as the tag has in the file already.
  ///   - wallTime: seconds since 1970.
  /// - Returns: the step.
  /// - Complexity: with a step, O(1); else O(file), which is a millisecond for some thousand reports.
  @discardableResult
  package func append(
    _ tag: String, _ value: Double, step: Int?, wallTime: Double
  ) throws(SystemError) -> Int {
    try Directory.makeShared(folder)
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, mode: 0o666)
    try file.lock(path)
    let size = Int(try FileStamp(of: file).size)
    let number: Int
    if let step { number = step } else { number = try Self.reports(of: tag, in: file, size: size) }
    let value = SummaryValue(tag: tag, plugin: "scalars", .tensor(.double, scalar: value))
    let event = Event(wallTime: wallTime, step: number, content: .summary([value]))
    let record = size == 0 ? EventWriter(wallTime: wallTime).bytes + event.record : event.record
    do {
      try file.write(record, for: path)
    } catch {
      // Half a record would hide those behind it.
      _ = ftruncate(file.raw, off_t(size))
      throw error
    }
    return number
  }

  private static func reports(
    of tag: String, in file: borrowing Descriptor, size: Int
  ) throws(SystemError) -> Int {
    var reader = RecordReader()
    var count = 0
    var offset = 0
    while offset < size {
      let bytes = try file.bytes(from: offset, count: min(1 << 20, size - offset))
      if bytes.isEmpty { break }
      offset += bytes.count
      reader.feed(bytes.span)
      while case .record(let record) = reader.next() {
        guard case .summary(let values)? = try? Event(decoding: record.payload.span).content else { continue }
        count += values.count { $0.tag == tag }
      }
    }
    return count
  }
}

extension Descriptor {
  /// Until it is closed, no other process holds it.
  fileprivate borrowing func lock(_ path: String) throws(SystemError) {
    while flock(raw, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemError("lock", path) }
    }
  }
}
