// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import Testing

@Suite struct `The report of a probe` {
  private func series(
    _ directory: String, _ tag: String, _ values: [Double], every interval: Double, late: Double
  ) -> ProbedSeries {
    var series = ProbedSeries(directory: directory, tag: tag)
    for (step, value) in values.enumerated() {
      let time = 1_000 + interval * Double(step + 1)
      series.add(step: step, value: value, wallTime: time, arrival: time + late, launch: 1_000)
    }
    return series
  }

  private func text(_ result: ProbeResult) throws -> String {
    ProbeReport(result, of: try Sample.spec(), command: ["python3", "train.py", "--dropout1=0.25"]).text
  }

  @Test func `names what is read, what else could be, and how it comes`() throws {
    var findings = ProbeObservation.Findings()
    findings.metric = MetricSeries(
      directory: "logs/validation", tag: "acc", description: "'acc' is read in logs/validation/")
    findings.readings = 3
    findings.problems = ["logs/events.tfevents.1: the record at byte 30 is damaged"]
    let result = ProbeResult(
      ending: .sawEnough, exit: TrialExit(status: .killed(signal: 15)), seconds: 42,
      series: [
        series("logs/train", "acc", [0.5, 0.625, 0.75], every: 10, late: 0.04),
        series("logs/validation", "acc", [0.5, .nan, 0.25], every: 10, late: 9.5),
      ], findings: findings)
    try Snapshot.expect(try text(result), is: "probe-read")
    #expect(result.exitCode(needsMetric: true) == .done)
  }

  @Test func `says which line to write where the metric is another`() throws {
    let result = ProbeResult(
      ending: .exited, exit: TrialExit(status: .exited(0)), seconds: 1.25,
      series: [series(".", "Acc: top 1", [0.5], every: 1, late: 5), series(".", "loss", [1], every: 1, late: 5)])
    try Snapshot.expect(try text(result), is: "probe-missing")
    #expect(result.exitCode(needsMetric: true) == .noMetric && result.exitCode(needsMetric: false) == .done)
  }

  @Test func `shows the last lines of a script that failed`() throws {
    let exit = TrialExit(status: .exited(1), tail: "Traceback\nKeyError: 'x'")
    let result = ProbeResult(ending: .exited, exit: exit, seconds: 0.3, series: [])
    try Snapshot.expect(try text(result), is: "probe-failed")
    #expect(result.exitCode(needsMetric: true) == .jobFailed)
  }
}
