// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneLocal
import AttuneStudy

/// What `attune: metric: source` finds in output that is there already: `attune check --log FILE`.
package struct LogCheck: Sendable {
  /// One line in which the metric was found.
  package struct Match: Sendable, Hashable {
    package let line: Int
    package let step: Int
    package let value: Double
  }

  package private(set) var path: String
  package private(set) var tag: String
  package private(set) var origin: MetricOrigin
  /// How many there are, and the first of them.
  package private(set) var count = 0
  package private(set) var matches: [Match] = []
  package private(set) var last: Match?
  package private(set) var lines = 0
  /// Lines that ought to tell the metric and don't, in words.
  package private(set) var unusable = 0
  package private(set) var troubles: [String] = []
  /// Keys or columns that hold numbers.
  package private(set) var names: [String] = []
  /// Lines that speak of the tag, or at least hold a number, for when nothing matches.
  package private(set) var hints = LogHints(tag: "")

  static let mostMatches = 10_000
  static let mostTroubles = 3

  /// - Throws: if there is nothing to read with, or nothing to read.
  package init(_ path: String, _ tuning: JobSpec.Tuning?) throws(InputError) {
    guard let tuning else {
      throw InputError("'--log' needs a tuning file with hyperparameters: it tries the metric's source on '\(path)'")
    }
    tag = tuning.objective.tag.rawValue
    origin = tuning.origin
    self.path = path
    guard var reader = OutputReader(origin, tag: tag) else {
      throw InputError(
        """
        '--log' tries 'attune: metric: source' on '\(path)', and the metric is read from event files
          name a source, such as {regex: 'val_acc=(\\S+)'}; event files are shown by 'attune events'
        """)
    }
    hints = LogHints(tag: tag)
    var splitter = LineSplitter()
    var check = self
    var portions = try FilePortions(of: path)
    var offset = 0
    while let count = try portions.next(from: offset, feed: { splitter.feed($0.withUnsafeBufferPointer(Array.init)) }) {
      offset += count
      while let line = splitter.next() { check.take(line, &reader) }
    }
    while let line = splitter.next(isLast: true) { check.take(line, &reader) }
    check.names = reader.names
    self = check
  }

  private mutating func take(_ line: LineSplitter.Line, _ reader: inout OutputReader) {
    lines += 1
    let finding: OutputFinding =
      line.isTooLong ? .unusable("longer than \(LineSplitter.longest) bytes") : reader.take(line.bytes)
    switch finding {
    case .nothing: if count == 0 { hints.note(line) }
    case .unusable(let text):
      unusable += 1
      if troubles.count < Self.mostTroubles { troubles.append("line \(line.number): \(text)") }
    case .reading(let value, let step):
      let match = Match(line: line.number, step: step ?? count, value: value)
      count += 1
      last = match
      if matches.count < Self.mostMatches { matches.append(match) }
    }
  }
}
