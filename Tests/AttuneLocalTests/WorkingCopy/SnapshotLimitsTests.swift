// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import Testing

@Suite struct `A directory that is too large to copy` {
  /// Files of 10 bytes are too large here, and 60 bytes or 12 entries are all that fits.
  private static let limits = {
    var limits = SnapshotLimits()
    (limits.largestFile, limits.bytes, limits.entries) = (9, 60, 12)
    return limits
  }()

  private func snapshot(_ sizes: [String: Int]) throws -> (ScratchProject, Snapshot) {
    let project = try ScratchProject()
    for (name, size) in sizes { try project.write(String(repeating: "x", count: size), to: name) }
    return (project, try project.snapshot(limits: Self.limits))
  }

  private func linked(_ snapshot: Snapshot) -> [String] { snapshot.linked.map { "\($0.path): \($0.reason)" } }

  @Test func `is one with files above 16 MB, more than 256 MB or 10,000 entries`() {
    let limits = SnapshotLimits()
    #expect(limits.largestFile == 16_777_216 && limits.bytes == 268_435_456 && limits.entries == 10_000)
  }

  @Test func `has its large files linked, and the user is told`() throws {
    let (project, snapshot) = try snapshot(["data/small": 9, "data/large": 10])
    #expect(
      project.held == ["data/", "data/large -> \(project.path)/data/large", "data/small", "train.py"])
    #expect(
      snapshot.notices == [
        """
        'data/large' is too large to copy for every trial: trainers see the original, and change it if they \
        write to it; leave it out with .attuneignore if they don't need it
        """
      ])
  }

  @Test func `has whole folders linked where bytes run out, deep and large ones first`() throws {
    let (project, snapshot) = try snapshot([
      "src/model.py": 9, "data/few/a": 9, "data/many/a": 9, "data/many/b": 9, "data/many/c": 9, "data/most/a": 9,
      "data/most/b": 9, "data/most/c": 9, "data/most/d": 9,
    ])
    #expect(linked(snapshot) == ["data/most: beyondLimits"])
    #expect(project.held.contains("data/most -> \(project.path)/data/most"))
    #expect(["src/model.py", "data/few/a", "data/many/c"].allSatisfy(project.held.contains))
  }

  @Test func `has a folder of very many files linked, whatever they weigh`() throws {
    var sizes = ["src/model.py": 9]
    for index in 0..<13 { sizes["images/\(index)"] = 0 }
    let (project, snapshot) = try snapshot(sizes)
    #expect(project.held == ["images -> \(project.path)/images", "src/", "src/model.py", "train.py"])
    #expect(linked(snapshot) == ["images: beyondLimits"])
  }

  @Test func `has the text at its top copied before the rest, and small files before large ones`() throws {
    let (project, snapshot) = try snapshot([
      "zzz.R": 9, "a": 9, "b": 9, "c": 9, "d": 9, "e": 9, "f": 9, "g": 7,
    ])
    #expect(linked(snapshot) == ["e: beyondLimits", "f: beyondLimits"])
    #expect(project.held.contains("zzz.R") && project.held.contains("g"))
    #expect(snapshot.notices.first?.hasPrefix("'e' and 'f' are too large to copy for every trial") == true)
  }

  @Test func `names a few of many`() throws {
    let sizes = Dictionary(uniqueKeysWithValues: (1...6).map { ("data/\($0)", 20) })
    let (_, snapshot) = try snapshot(sizes)
    #expect(
      snapshot.notices.first?.hasPrefix("'data/1', 'data/2', 'data/3' and 3 more are too large to copy") == true)
  }
}
