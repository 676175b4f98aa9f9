// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents

/// All event files of a folder as they are written: look, and look again.
package struct EventFeed: Sendable {
  package enum Item: Sendable {
    /// A file that was not there before.
    case file(EventFolder.File)
    case event(Event, in: EventFolder.File)
    /// A file that can't be read, or a damaged record; a line for people.
    case problem(String)
  }

  /// The tree is searched for new files at most this often.
  private static let searchInterval = Duration.milliseconds(200)
  /// A large tree is searched less often: at most this part of the time goes into it.
  private static let longestShare = 20

  private let folder: EventFolder
  private var files: [EventFolder.File: FedEventFile] = [:]
  private var order: [EventFolder.File] = []
  private var nextSearch: ContinuousClock.Instant?

  package init(_ folder: EventFolder) { self.folder = folder }

  package var fileCount: Int { order.count }

  /// Hands out what is new, file by file.
  ///
  /// - Parameter all: searches for files in any case.
  package mutating func look(all: Bool = false, _ take: (Item) -> Void) {
    if all || nextSearch.map({ $0 <= .now }) ?? true { search(take) }
    for file in order {
      files[file]?.read { item in
        switch item {
        case .event(let event): take(.event(event, in: file))
        case .problem(let words): take(.problem(words))
        }
      }
    }
  }

  private mutating func search(_ take: (Item) -> Void) {
    let start = ContinuousClock.now
    let found = folder.files
    for file in found where files[file] == nil {
      files[file] = FedEventFile(file.location)
      take(.file(file))
    }
    let gone = Set(files.keys).subtracting(found)
    for file in gone { files[file] = nil }
    order = found
    let cost = ContinuousClock.now - start
    nextSearch = .now + max(Self.searchInterval, cost * Self.longestShare)
  }
}
