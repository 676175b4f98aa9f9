// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// Follows the files of one trial: look, then take what there is to report until there is no more.
struct TrialFollower {
  var seen: SeenSeries
  var chosen: ChosenSeries?

  let place: TrialPlace
  let subscription: DirectorySubscription?
  var roots: [FollowedRoot]
  var files: [FollowedFile] = []
  var numbers: [MetricFilePath.Key: Int] = [:]
  var processes: TrialProcesses?
  /// Files with bytes to read in this look, in order.
  private var pending: [Int] = []
  var isLast = false
  private var told: Set<String> = []
  /// The series of which it was told that it has equals.
  var toldEqualsOf: MetricSeriesKey?

  /// The watcher tells of every change on this machine in what is there.
  var isWatched: Bool
  /// The last look at everything found something that nobody had told of.
  var hasUntoldNews = false

  /// Where an earlier life had read to, and what it must have known; empty once that was made use of.
  var earlier: EarlierLife

  init(
    of tag: MetricTag, at place: TrialPlace, from positions: [Position], watching subscription: DirectorySubscription?
  ) {
    seen = SeenSeries(for: tag.rawValue)
    earlier = EarlierLife(positions)
    self.place = place
    self.subscription = subscription
    isWatched = subscription != nil
    roots = FollowedRoot.all(of: place)
    processes = TrialProcesses(at: place)
    for position in positions { follow(position) }
  }

  var tags: [String] { seen.tags }
  var hasSeries: Bool { chosen != nil }
  var hasProcesses: Bool { processes != nil }
  var directoryCount: Int { roots.reduce(0) { $0 + $1.directoryCount } }
  var hears: Bool { isWatched && roots.allSatisfy(\.isThere) }

  /// The next portion of reports, perhaps none; nil when everything there is was read.
  mutating func next() -> [MetricReport]? {
    for index in roots.indices {
      if let trouble = roots[index].takeTrouble() { return tell(trouble.description) }
    }
    if subscription != nil, !isWatched, let reports = tellOnce(Self.exhaustion) { return reports }
    guard let index = pending.first else { return settle() }
    let reports = read(index)
    if !files[index].hasUnread { pending.removeFirst() }
    return reports
  }

  /// Everything that is there has been seen.
  private mutating func settle() -> [MetricReport]? {
    if let reports = choose() ?? tellEquals() { return reports }
    guard isLast, let reading = chosen?.close(), let file = files.first(where: { isChosen($0) }) else { return nil }
    return [.readings([reading], at: Position(file: file.path.text, offset: file.offset))]
  }

  private mutating func read(_ index: Int) -> [MetricReport] {
    let portion: FilePortion
    do {
      portion = try files[index].readPortion(
        in: Descriptor.directory(roots[files[index].path.key.root].path), isLast: isLast)
    } catch {
      files[index].fail(with: error)
      return tell(error.description)
    }
    let file = files[index]
    let readings = take(portion.entries, of: file)
    let position = Position(file: file.path.text, offset: file.offset)
    return portion.damages.flatMap { tell("'\(file.path.text)': \($0)") }
      + (readings.isEmpty ? [] : [.readings(readings, at: position)])
  }

  private mutating func take(_ entries: [MetricEntry], of file: FollowedFile) -> [Trial.Reading] {
    var readings: [Trial.Reading] = []
    for entry in entries {
      switch entry {
      case .restart(let step): if isChosen(file) { chosen?.restart(at: step) }
      case .point(let point):
        let key = MetricSeriesKey(of: point, in: file.path)
        seen.note(key, at: point.wallTime)
        let isOld = point.end <= file.reportedBefore
        if isOld { earlier.note(key) }
        guard chosen?.key == key, let reading = chosen?.reading(of: point, in: file.number), !isOld else { continue }
        readings.append(reading)
      }
    }
    return readings
  }

  func isChosen(_ file: FollowedFile) -> Bool { chosen?.key.mayStand(in: file.path) ?? false }

  /// Reads the files of a series from their start.
  ///
  /// - Parameter again: reports also what an earlier life has reported.
  mutating func rewind(_ key: MetricSeriesKey, again: Bool) {
    let meant = files.indices.filter { key.mayStand(in: files[$0].path) }
    for index in meant {
      files[index].rewind()
      if again { files[index].reportedBefore = 0 }
    }
    queue(meant)
  }

  /// Reads these files next, as far as there is something to read.
  mutating func queue(_ indices: [Int]) {
    let unread = Set(pending + indices).filter { files[$0].hasUnread }
    pending = unread.sorted { files[$0].path < files[$1].path }
  }

  private mutating func tell(_ trouble: String) -> [MetricReport] { tellOnce(trouble) ?? [] }

  private mutating func tellOnce(_ trouble: String) -> [MetricReport]? {
    told.insert(trouble).inserted ? [.trouble(trouble)] : nil
  }

  private static let exhaustion = """
    the system allows no more directories to be watched, so this trial's are looked at once a second instead; \
    raise fs.inotify.max_user_watches
    """
}
