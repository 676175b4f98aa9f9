// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Glibc

/// One file and how far it was read. It is opened only to read what is new.
struct FollowedFile {
  let path: MetricFilePath
  /// Tells it from the other files of the trial.
  let number: UInt32
  /// Readings that end at or before this offset were reported by an earlier life.
  var reportedBefore: Int
  /// The watcher has told of it, so that it need not be looked at for news.
  var isAnnounced = false
  /// It was there, and is not any more: moved away, or deleted.
  private(set) var isGone = false

  private var content: Content
  private var stamp: FileStamp?
  /// Nothing more can be read of it now.
  private var isBlocked = false

  private enum Content {
    case growing(GrowingEventFile)
    case rewritten(RewrittenFile)
  }

  /// - Parameter countsSteps: the steps of its events are a series of their own.
  init(_ path: MetricFilePath, kind: MetricFileKind, number: UInt32, reportedBefore: Int, countsSteps: Bool) {
    self.path = path
    self.number = number
    self.reportedBefore = reportedBefore
    content =
      switch kind {
      case .events: .growing(GrowingEventFile(countsSteps: countsSteps))
      case .hypertune: .rewritten(RewrittenFile(.hypertune(HypertuneHistory())))
      case .tfruns: .rewritten(RewrittenFile(.tfruns(TfrunsHistory())))
      }
  }

  /// How far it was read: bytes of an event file, and what grows in their stead in one that is rewritten.
  var offset: Int {
    switch content {
    case .growing(let file): file.offset
    case .rewritten(let file): file.offset
    }
  }

  /// Finds out what there is to read.
  ///
  /// - Parameters:
  ///   - since: nanoseconds since 1970; a file that was not touched since is left alone, and of one that was there
  ///     before only what was written since counts.
  ///   - isLast: nothing more is written.
  mutating func look(in root: borrowing Descriptor, since: Int64, isLast: Bool) {
    guard let now = try? FileStamp(of: path.relative, in: root), now.kind == .file, now.modified >= since else {
      isGone = stamp != nil
      return block()
    }
    isGone = false
    let former = stamp
    stamp = now
    let isOther = former.map { $0.inode != now.inode } ?? true
    switch content {
    case .growing(var file):
      let isCut = file.isCut(to: now, reportedBefore: reportedBefore)
      if isOther || isCut {
        if former != nil || isCut { reportedBefore = 0 }
        let isOlder = since > 0 && !FileStamp.wasBorn(path.relative, in: root, since: since)
        file.startOver(countingFrom: isOlder ? Double(since) / 1e9 : nil)
      }
      isBlocked = file.isWaiting(at: now, isLast: isLast)
      content = .growing(file)
    case .rewritten(var file):
      isBlocked = false
      if isLast { file.forgetStamp() }
      content = .rewritten(file)
    }
  }

  var hasUnread: Bool {
    guard !isBlocked, let stamp else { return false }
    switch content {
    case .growing(let file): return file.hasUnread(at: stamp)
    case .rewritten(let file): return file.hasUnread(at: stamp)
    }
  }

  /// Leaves it alone until the next look.
  mutating func block() { isBlocked = true }

  /// It can't be read now.
  mutating func fail(with error: SystemError) {
    isGone = error.code == ENOENT
    block()
  }

  /// Reads from the start again, for another series.
  mutating func rewind() {
    isBlocked = false
    switch content {
    case .growing(var file):
      file.rewind()
      content = .growing(file)
    case .rewritten(var file):
      file.rewind()
      content = .rewritten(file)
    }
  }

  /// Reads on, a bounded number of bytes.
  ///
  /// - Parameter isLast: nothing more is written, so what looks damaged is.
  mutating func readPortion(in root: borrowing Descriptor, isLast: Bool) throws(SystemError) -> FilePortion {
    guard let stamp else { return FilePortion() }
    var portion = FilePortion()
    switch content {
    case .growing(var file):
      content = .growing(GrowingEventFile(countsSteps: false))  // so that its buffer is not copied
      defer { content = .growing(file) }
      isBlocked = try !file.read(path.relative, in: root, at: stamp, isLast: isLast, into: &portion)
    case .rewritten(var file):
      defer { content = .rewritten(file) }
      try file.read(path.relative, in: root, at: stamp, into: &portion)
    }
    return portion
  }
}
