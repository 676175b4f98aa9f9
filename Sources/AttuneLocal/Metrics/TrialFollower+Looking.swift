// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob

extension TrialFollower {
  /// So many files are followed; a trainer that makes more is told so by what it misses, not by a full memory.
  private static let mostFiles = 100_000

  /// Looks at everything: finds files and what they have grown by.
  ///
  /// - Parameter isLast: the trainer is gone; everything is read to its end.
  mutating func look(isLast: Bool) {
    let isFirst = files.isEmpty
    let known = files.count
    self.isLast = isLast
    for index in roots.indices {
      find(in: index)
      guard let root = try? Descriptor.directory(roots[index].path) else { continue }
      for file in files.indices where files[file].path.key.root == index {
        files[file].look(in: root, since: roots[index].since, isLast: isLast)
      }
    }
    hasUntoldNews = files.indices.contains { index in
      files[index].hasUnread && !files[index].isAnnounced && (index < known || !isFirst || !isWatched)
    }
    queue(Array(files.indices))
  }

  /// Looks at what was told to have changed.
  mutating func look(at changes: FileChanges) {
    guard !changes.isEverything else { return look(isLast: false) }
    var changed: Set<Int> = []
    for (root, directories) in Dictionary(grouping: changes.directories, by: \.key.root) where roots.indices ~= root {
      let relisted = directories.filter { !$0.value.newEntries.isEmpty }
      if !relisted.isEmpty {
        let new = relisted.flatMap { directory, change in change.newEntries.map { directory.path.appending($0) } }
        changed.formUnion(find(in: root, (relisted.map(\.key.path), new)))
      }
      for (directory, change) in directories {
        for name in change.files {
          let path = MetricFilePath.Key(root: root, relative: directory.path.appending(name))
          if let index = numbers[path] { changed.insert(index) }
        }
      }
    }
    for (root, indices) in Dictionary(grouping: changed, by: { files[$0].path.key.root }) {
      guard let directory = try? Descriptor.directory(roots[root].path) else { continue }
      for index in indices {
        files[index].isAnnounced = isWatched
        files[index].look(in: directory, since: roots[root].since, isLast: false)
      }
    }
    queue(Array(changed))
  }

  /// Looks at what the trial's processes have open.
  ///
  /// - Returns: whether anything was different from the last look.
  mutating func look(at table: ProcessTable) -> Bool {
    guard let (opened, hasChanged) = processes?.look(at: table) else { return false }
    for path in opened { follow(outside: path) }
    return hasChanged
  }

  /// A file of an earlier life that lies in none of the directories.
  mutating func follow(_ position: Position) {
    if position.file.hasPrefix("/") { follow(outside: position.file) }
  }

  private mutating func follow(outside path: String) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    let name = RelativePath(String(path[path.index(after: slash)...]))
    guard MetricFileKind.isEventFile(name),
      !roots.contains(where: { $0.isTree && FollowedRoot.isInside(directory, AbsolutePath.real($0.path)) })
    else { return }
    let index = roots.firstIndex { !$0.isTree && $0.path == directory } ?? roots.count
    if index == roots.count { roots.append(.outside(directory, at: place)) }
    roots[index].insert(name)
    let found = find(in: index)
    guard let root = try? Descriptor.directory(directory) else { return }
    for file in found { files[file].look(in: root, since: roots[index].since, isLast: isLast) }
    queue(found)
  }

  /// Finds files in a root, or in some of its directories.
  ///
  /// - Returns: those in the directories that were read.
  @discardableResult
  private mutating func find(in root: Int, _ changed: (directories: [RelativePath], new: [RelativePath])? = nil)
    -> [Int]
  {
    let found = roots[root].refresh(
      changed, isLast: isLast, number: root, watching: subscription, &isWatched)
    for (path, kind) in found where numbers[path.key] == nil && files.count < Self.mostFiles {
      numbers[path.key] = files.count
      files.append(
        FollowedFile(
          path, kind: kind, number: UInt32(files.count), reportedBefore: earlier.offset(of: path.text),
          countsSteps: seen.resolution.wanted == MetricSeriesKey.stepTag))
    }
    return found.compactMap { numbers[$0.path.key] }
  }
}
