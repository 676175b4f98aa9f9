// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Dispatch
import Glibc

// follow-files FOLDER…: follows `accuracy` in FOLDER/work of each trial until its input ends.
// Prints `ready` first, then a line `TRIAL STEP NANOSECONDS` (of the monotonic clock) a reading.

@Sendable func tell(_ line: String) {
  let bytes = Array("\(line)\n".utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

@Sendable func monotonicNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

let source = EventFileSource()
let objective = Objective(tag: MetricTag("accuracy"), goal: .maximize)
let folders = CommandLine.arguments.dropFirst()
let ends = folders.map { _ in AsyncStream<Never>.makeStream() }

DispatchQueue.global().async {
  var byte: UInt8 = 0
  while read(STDIN_FILENO, &byte, 1) > 0 {}
  for end in ends { end.continuation.finish() }
}

await withTaskGroup { group in
  for ((number, folder), end) in zip(zip(1..., folders), ends) {
    group.addTask {
      _ = await source.follow(
        objective, at: TrialPlace(folder: folder, workingDirectory: "\(folder)/work"), from: [],
        until: { for await _ in end.stream {} },
        report: { report in
          guard case .readings(let readings, _) = report else { return }
          let now = monotonicNanoseconds()
          for reading in readings { tell("\(number) \(reading.step) \(now)") }
        })
    }
  }
  tell("ready")
}
