// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// The words where the metric was seen: which series it is, how often it comes, and what could go wrong with it.
extension ProbeReport {
  func reading(_ objective: Objective) -> [Words] {
    guard let metric = findings.metric else { return [] }
    return [Words(label: "metric", text: metric.description)] + rivals(objective.tag.rawValue, metric)
  }

  /// Other series that the tag could mean, with the line that chooses them.
  private func rivals(_ wanted: String, _ metric: MetricSeries) -> [Words] {
    guard spec.tuning?.origin.words == nil else { return [] }
    let resolution = TagResolution(of: wanted)
    let others = result.series.filter { series in
      guard series != read, resolution.rank(of: series.written) != nil else { return false }
      // A copied file is no other writer.
      return read.map { !series.isCopy(of: $0) } ?? true
    }
    return others.prefix(3).map { other in
      let tag = other.directory == "." ? other.tag : "\(other.lastComponent)/\(other.tag)"
      return Words(
        label: "not read", text: "'\(other.tag)' in \(other.place); if you mean that, write\n\(Self.line(tag))")
    }
  }

  /// What the probe itself saw of the series that is read; nil if its files lie elsewhere.
  private var read: ProbedSeries? {
    guard let metric = findings.metric else { return nil }
    let directory = metric.directory.isEmpty ? "." : metric.directory
    return result.series.first { $0.tag == metric.tag && $0.directory == directory }
  }

  var pace: [Words] {
    let count = findings.readings
    let every = read?.interval.map { ", one about every \(Self.span($0))" } ?? ""
    return [Words(label: "reports", text: "\(count)\(every)\(judgement(of: count))")] + delay
  }

  private func judgement(of count: Int) -> String {
    let stopping = spec.tuning?.stopping
    if count >= Probe.enoughReports {
      let late = stopping.flatMap { $0.minSteps > (read?.lastStep ?? .max) ? $0.minSteps : nil }
      return ": often enough for early stopping" + (late.map { ", which begins at step \($0)" } ?? "")
    }
    let needed = "a trial can be stopped early from its third report on"
    guard hasEnded else {
      return " so far: \(needed); it may come more seldom than a probe lasts (--probe-seconds)"
    }
    let wish = stopping == nil ? "" : "; enableTrialEarlyStopping has no effect on this script"
    return ", and the script has ended: enough for tuning; \(needed)\(wish)"
  }

  /// From what a person would call late.
  private static let lateDelay = 2.0

  private var delay: [Words] {
    guard let longest = read?.longestDelay else { return [] }
    guard longest >= Self.lateDelay else {
      return [Words(label: "delay", text: "a report is in the file within \(Self.span(max(0.1, longest)))")]
    }
    return lateness(of: read)
  }

  /// Nothing for a writer that flushes.
  func lateness(of series: ProbedSeries?) -> [Words] {
    guard let longest = series?.longestDelay, longest >= Self.lateDelay else { return [] }
    let text =
      "up to \(Self.span(longest)) from a report to the file: its writer holds it back, so the live view and "
      + "early stopping are that late;\ncall its flush() after each report (or SummaryWriter(flush_secs=…), "
      + "create_file_writer(flush_millis=…))"
    return [Words(label: "delay", text: text)]
  }

  func values(_ wanted: String) -> [Words] {
    guard let read, let step = read.firstNonFiniteStep else { return [] }
    let end =
      read.lastValue.isFinite
      ? "the last one is a number" : "a trial that ends so is infeasible: it has no result"
    let text = "\(read.nonFinite) of \(read.points) are no numbers, the first at step \(step); \(end)"
    return [Words(label: "values", text: text)]
  }
}

extension ProbedSeries {
  fileprivate var lastComponent: Substring { directory.split(separator: "/").last ?? "" }

  fileprivate func isCopy(of other: ProbedSeries) -> Bool {
    tag == other.tag && points == other.points && lastStep == other.lastStep && firstTime == other.firstTime
      && latestTime == other.latestTime && (lastValue == other.lastValue || !lastValue.isFinite)
  }
}
