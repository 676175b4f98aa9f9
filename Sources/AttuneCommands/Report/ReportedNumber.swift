// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneEvents
import AttuneJob

/// `[TAG] VALUE` as it was typed, understood.
package struct ReportedNumber: Sendable {
  /// Nil: the job's own tag.
  package let tag: String?
  package let value: Double

  /// - Throws: for anything but one or two words, of which the last is a number.
  package init(_ words: [String]) throws(ValidationError) {
    // `--` may stand before them, but need not.
    let words = words.first == "--" ? Array(words.dropFirst()) : words
    if let option = words.first(where: { $0.hasPrefix("-") && $0.count > 1 && MetricNumber.parse($0) == nil }) {
      throw ValidationError("unknown option '\(option)'; 'attune help report' lists them")
    }
    guard let last = words.last else { throw ValidationError("a number is missing: attune report [TAG] VALUE") }
    guard words.count <= 2 else {
      throw ValidationError(
        "a tag and a number are expected, but there are \(words.count) words; quote a tag that has spaces")
    }
    guard let value = MetricNumber.parse(last) else {
      throw ValidationError("'\(last)' is no number; write it like 0.91, -3, 1e-3, nan or inf")
    }
    tag = words.count == 2 ? words[0] : nil
    self.value = value
    if tag?.isEmpty == true { throw ValidationError("the tag is empty; leave it out to report the job's own") }
  }

  /// The tag to write in a trainer with these variables.
  package func tag(in environment: [String: String]) -> String {
    if let tag { return tag }
    let own = environment["CLOUD_ML_HP_METRIC_TAG"] ?? ""
    return own.isEmpty ? TagResolution.defaultTag : own
  }
}
