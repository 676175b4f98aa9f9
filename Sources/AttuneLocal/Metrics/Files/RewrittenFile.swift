// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The content of a small file that its writer replaces as a whole: every look at a changed one reads all of it.
struct RewrittenFile {
  enum Content {
    case hypertune(HypertuneHistory)
    case tfruns(TfrunsHistory)
  }

  /// What is longer is not what it is taken for.
  static let longest = 4 << 20

  private var content: Content
  private var stamp: FileStamp?

  init(_ content: Content) { self.content = content }

  /// Where the latest of its points ends.
  var offset: Int {
    switch content {
    case .hypertune(let history): history.end
    case .tfruns(let history): history.end
    }
  }

  func hasUnread(at stamp: FileStamp) -> Bool { self.stamp != stamp && stamp.size <= Self.longest }

  /// Reads it again, though it seems to be the same.
  mutating func forgetStamp() { stamp = nil }

  mutating func rewind() {
    stamp = nil
    content =
      switch content {
      case .hypertune: .hypertune(HypertuneHistory())
      case .tfruns: .tfruns(TfrunsHistory())
      }
  }

  mutating func read(
    _ path: RelativePath, in root: borrowing Descriptor, at stamp: FileStamp, into portion: inout FilePortion
  ) throws(SystemError) {
    self.stamp = stamp
    let file = try Descriptor(opening: path, in: root, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let bytes = try file.bytes(from: 0, count: min(Self.longest, Int(stamp.size)))
    switch content {
    case .hypertune(var history):
      portion.entries += history.points(after: HypertuneReport.all(in: bytes)).map { .point($0) }
      content = .hypertune(history)
    case .tfruns(var history):
      guard let metrics = TfrunsMetrics(decoding: bytes) else { return }
      portion.entries += history.points(after: metrics, writtenAt: Double(stamp.modified) / 1e9).map { .point($0) }
      content = .tfruns(history)
    }
  }
}
