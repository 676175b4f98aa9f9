// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Two logs as one, in bounded memory: always the older of the next two lines.
struct LogMerge {
  private let paths: TrialPaths
  private var times = LogTimes()
  private var output = LogLines(.output)
  private var error = LogLines(.error)

  init(_ paths: TrialPaths) { self.paths = paths }

  /// - Parameter isLast: nothing more will be written, so an unfinished line is a line, too.
  mutating func next(isLast: Bool) throws(SystemError) -> TrialLog.Line? {
    if output.isEmpty || error.isEmpty {
      times.read(from: paths)
      try output.fill(from: paths, times: times, isLast: isLast)
      try error.fill(from: paths, times: times, isLast: isLast)
    }
    guard let first = output.first else { return error.removeFirst() }
    guard let second = error.first else { return output.removeFirst() }
    return second.time < first.time ? error.removeFirst() : output.removeFirst()
  }
}
