// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// The series that is read, from its first point on.
struct ChosenSeries {
  let match: TagMatch
  private var deduplicator = Deduplicator()
  /// The only step that was written so far: a trainer that forgets the step has its points numbered by arrival.
  private var constantStep: Int?
  private var arrivals = 0

  init(_ match: TagMatch) { self.match = match }

  /// The point to report; nil for another series, and for a point that a copied file repeats.
  mutating func reading(of scalar: FollowedFile.Scalar, in file: FollowedFile) -> Trial.Reading? {
    guard scalar.tag == match.tag else { return nil }
    let reading = scalar.reading
    guard
      deduplicator.isNew(
        step: reading.step, wallTime: scalar.wallTime, value: reading.value, in: file.number)
    else { return nil }
    defer { arrivals += 1 }
    if arrivals == 0 { constantStep = reading.step }
    guard let constantStep, reading.step == constantStep else {
      self.constantStep = nil
      return reading
    }
    return Trial.Reading(step: constantStep.addingReportingOverflow(arrivals).partialValue, value: reading.value)
  }

  /// As the job records it: the working directory itself is "".
  var series: MetricSeries {
    MetricSeries(
      directory: match.directory == "." ? "" : match.directory, tag: match.tag, description: match.description)
  }
}
