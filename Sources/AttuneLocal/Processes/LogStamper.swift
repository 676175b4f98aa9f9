// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Notes when the logs grew, so that their lines can be dated: a line's time is when it was first seen.
struct LogStamper {
  private let paths: TrialPaths
  private var times: LogTimes

  init(_ paths: TrialPaths) {
    self.paths = paths
    times = LogTimes()
    times.read(from: paths)
  }

  mutating func stamp() {
    var lines = ""
    for stream in LogStream.allCases {
      var status = stat()
      guard stat(stream.path(in: paths), &status) == 0 else { continue }
      let file = FileStamp(status)
      guard Int(file.size) > times.end(of: stream) else { continue }
      // The last write's own time: nearer the truth than ours, above all after a time without Attune.
      let time = max(file.modified / 1_000_000, times.lastTime(of: stream))
      times.append(offset: Int(file.size), time: time, to: stream)
      lines += "\(stream.rawValue) \(file.size) \(time)\n"
    }
    guard !lines.isEmpty else { return }
    // Without dates a log can still be read, so a full disk is no reason to disturb the wait.
    guard let file = try? Descriptor(opening: paths.logTimes, O_WRONLY | O_CREAT | O_APPEND) else { return }
    try? file.write(Array(lines.utf8), for: paths.logTimes)
  }
}
