// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// Follows the event files of one trial: look, then take what there is to report until there is no more.
struct TrialFollower {
  private(set) var seen: SeenSeries
  var chosen: ChosenSeries?
  private(set) var files: [FollowedFile] = []

  private var roots: [FollowedRoot]
  private var numbers: [EventFilePath: Int] = [:]
  /// Files with bytes to read in this look, in order.
  private var pending: [Int] = []
  private var isLast = false
  private var told: Set<String> = []
  /// Tells whether anything happened between two looks.
  private(set) var portionsRead = 0

  /// Where an earlier life had read to, and what it must have known; empty once that was made use of.
  var earlier: EarlierLife

  init(of tag: MetricTag, at place: TrialPlace, from positions: [Position]) {
    seen = SeenSeries(for: tag.rawValue)
    earlier = EarlierLife(positions)
    roots = FollowedRoot.all(of: place)
  }

  var tags: [String] { seen.tags }
  var hasSeries: Bool { chosen != nil }
  var directoryCount: Int { roots.reduce(0) { $0 + $1.tree.directoryCount } }

  /// Finds files and what they have grown by.
  ///
  /// - Parameter isLast: the trainer is gone; everything is read to its end.
  mutating func look(isLast: Bool) {
    self.isLast = isLast
    for index in roots.indices {
      for path in roots[index].refresh(all: isLast, number: index) where numbers[path] == nil {
        numbers[path] = files.count
        files.append(
          FollowedFile(path, number: UInt32(files.count), reportedBefore: earlier.offset(of: path.text)))
      }
      roots[index].look(at: &files, root: index, isLast: isLast)
    }
    queue { _ in true }
  }

  /// The next portion of reports, perhaps none; nil when everything there is was read.
  mutating func next() -> [MetricReport]? {
    for index in roots.indices {
      if let trouble = roots[index].takeTrouble() { return tell(trouble.description) }
    }
    guard let index = pending.first else { return choose(isLast: isLast) }
    let reports = read(index)
    if !files[index].hasUnread { pending.removeFirst() }
    return reports
  }

  private mutating func read(_ index: Int) -> [MetricReport] {
    let portion: FollowedFile.Portion
    do {
      portion = try roots[files[index].path.root].readPortion(of: &files[index], isLast: isLast)
    } catch {
      files[index].block()
      return tell(error.description)
    }
    portionsRead += 1
    let file = files[index]
    let readings = take(portion.scalars, of: file)
    let position = Position(file: file.path.text, offset: file.offset)
    return portion.damages.flatMap { tell("'\(file.path.text)': \($0)") }
      + (readings.isEmpty ? [] : [.readings(readings, at: position)])
  }

  private mutating func take(_ scalars: [FollowedFile.Scalar], of file: FollowedFile) -> [Trial.Reading] {
    let directory = file.path.directory
    var readings: [Trial.Reading] = []
    for scalar in scalars {
      seen.note(scalar.tag, in: directory, at: scalar.wallTime)
      if scalar.end <= file.reportedBefore { earlier.note(scalar.tag, in: directory) }
      guard chosen?.match.directory == directory, let reading = chosen?.reading(of: scalar, in: file) else { continue }
      if scalar.end > file.reportedBefore { readings.append(reading) }
    }
    return readings
  }

  /// Reads the files of a directory from their start.
  ///
  /// - Parameter again: reports also what an earlier life has reported.
  mutating func rewind(_ directory: String, again: Bool) {
    for index in files.indices where files[index].path.directory == directory {
      files[index].rewind()
      if again { files[index].reportedBefore = 0 }
    }
    queue { $0.path.directory == directory }
  }

  private mutating func queue(_ isMeant: (FollowedFile) -> Bool) {
    pending = files.indices.filter { isMeant(files[$0]) && files[$0].hasUnread }
      .sorted { files[$0].path < files[$1].path }
  }

  private mutating func tell(_ trouble: String) -> [MetricReport] {
    told.insert(trouble).inserted ? [.trouble(trouble)] : []
  }
}
