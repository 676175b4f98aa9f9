// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A line of a log` {
  private func line(_ text: String, _ stream: LogLine.Stream = .stdout) -> LogLine {
    LogLine(time: Sample.time(0), trial: Trial.ID(3), stream: stream, text: text)
  }

  @Test func `has its time, and its trial where several are shown`() {
    #expect(line("epoch 1").text(.timed(namesTrial: false)) == "2018-01-08T14:27:17Z epoch 1\n")
    #expect(line("epoch 1").text(.timed(namesTrial: true)) == "2018-01-08T14:27:17Z [3] epoch 1\n")
    #expect(line("oh", .stderr).text(.timed(namesTrial: false)) == "2018-01-08T14:27:17Z [stderr] oh\n")
    #expect(line("oh", .stderr).text(.timed(namesTrial: true)) == "2018-01-08T14:27:17Z [3 stderr] oh\n")
  }

  @Test func `is safe for a terminal, and shows the last state of a progress bar`() {
    #expect(
      line("10%\r55%\r\u{1B}[32m100%\u{1B}[0m").text(.timed(namesTrial: false)) == "2018-01-08T14:27:17Z 100%\n")
  }

  @Test func `is left alone when raw`() {
    #expect(line("10%\r\u{1B}[32m100%").text(.raw) == "10%\r\u{1B}[32m100%\n")
  }
}
