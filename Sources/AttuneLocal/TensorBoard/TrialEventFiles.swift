// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import Glibc

/// The event files that one attempt of a trial wrote, wherever they are.
struct TrialEventFiles: Sendable {
  /// A file, and where TensorBoard shall find it.
  struct Link: Sendable {
    let target: RelativePath
    /// The run, below the trial's own.
    let folder: String
    let name: String
  }

  private struct Root: Sendable {
    var tree: MetricFileTree
    /// What stands before the names of runs and says nothing.
    let prefix: String
    /// Nanoseconds since 1970: what was not touched since is an earlier attempt's.
    let since: Int64
  }

  private let workingDirectory: String
  private var roots: [Root]
  private var known: Set<RelativePath> = []
  /// Files in which the metric was read, which no tree need hold.
  private var named: [String] = []

  /// - Parameter spec: of the job; trials of one that runs in place share their working directory, so that only those
  ///   files are a trial's in which its metric was found.
  init(at place: TrialPlace, of job: JobID, _ spec: JobSpec) {
    workingDirectory = place.workingDirectory
    let launch = (try? FileStamp(at: RelativePath(TrialPaths(folder: place.folder).launchRecord)).modified) ?? 0
    var trees = spec.workingCopy == .inPlace ? [] : [place.workingDirectory]
    trees += place.jobDirectory.map { [$0] } ?? []
    let written = spec.tuning?.logDirectories ?? []
    trees += zip(place.logDirectories, written).filter { $1.contains("{trial}") }.map(\.0)
    roots = trees.map { path in
      let isPrivate = path.hasPrefix("\(place.folder)/")
      return Root(tree: MetricFileTree(root: path), prefix: "runs/\(job)/", since: isPrivate ? 0 : launch)
    }
  }

  /// A file in which the metric was read, as the journal has it.
  mutating func note(_ file: String) {
    guard let name = file.split(separator: "/").last, EventFile.isNamed(String(name)) else { return }
    named.append(AbsolutePath.of(file, from: workingDirectory))
  }

  /// Those that are new since the last look.
  ///
  /// - Parameter isLast: nothing is written any more, so everything is looked at again.
  mutating func find(isLast: Bool) -> [Link] {
    var links: [Link] = []
    for index in roots.indices {
      let root = roots[index].tree.root
      for (path, kind) in roots[index].tree.refresh(all: isLast, watch: { _, _ in }).files where kind == .events {
        let target = RelativePath(root).appending(path)
        guard !known.contains(target) else { continue }
        // Looked at again as long as it is an earlier attempt's.
        guard (try? FileStamp(at: target).modified).map({ $0 >= roots[index].since }) ?? false else {
          continue
        }
        known.insert(target)
        links.append(Link(target: target, folder: run(of: path.folder, roots[index].prefix), name: path.lastText))
      }
    }
    for file in named {
      let target = RelativePath(file)
      guard access(file, F_OK) == 0, known.insert(target).inserted else { continue }
      links.append(Link(target: target, folder: RelativePath(target.folder.name).text, name: target.lastText))
    }
    named = []
    return links
  }

  /// What lies in the working directory itself is a run of its own: beside Attune's file it would hide it.
  private func run(of folder: RelativePath, _ prefix: String) -> String {
    guard folder != .here else { return "work" }
    let text = folder.text + "/"
    let rest = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    return rest.isEmpty ? "work" : String(rest.dropLast())
  }
}

extension RelativePath {
  fileprivate var lastText: String { RelativePath(name).text }
}

extension FileStamp {
  /// Links are not followed.
  fileprivate init(at path: RelativePath) throws(SystemError) {
    var status = stat()
    guard lstat(path.bytes, &status) == 0 else { throw SystemError("look at", path.text) }
    self.init(status)
  }
}
