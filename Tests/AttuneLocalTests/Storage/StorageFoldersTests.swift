// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import Testing

/// gsutil's rules, on folders of this machine.
@Suite struct `The storage` {
  private let scratch: ScratchFolder
  private let storage: StorageFolders

  init() throws {
    scratch = try ScratchFolder()
    storage = StorageFolders(home: AttuneHome(folder: "\(scratch.path)/home"))
    try scratch.write("a", to: "home/gs/b/f")
    try scratch.write("bb", to: "home/gs/b/dir/g")
    try scratch.write("ccc", to: "home/gs/b/dir/sub/h")
    try scratch.write("1", to: "local/one")
    try scratch.write("2", to: "local/deep/two")
  }

  private func local(_ path: String) throws -> StoragePlace { try StoragePlace("\(scratch.path)/\(path)") }

  private func list(_ urls: String..., recursive: Bool = false, folders: Bool = false) throws -> [String] {
    var options = StorageListing.Options()
    (options.isRecursive, options.showsFolders) = (recursive, folders)
    return try StorageListing(of: urls.compactMap { try StorageURL($0) }, options: options, in: storage).lines
  }

  /// - Returns: what is then below `folder`.
  @discardableResult
  private func copy(
    _ sources: [StoragePlace], to destination: StoragePlace, recursive: Bool = true, below folder: String = "home/gs/b"
  ) throws -> [String] {
    var options = StorageCopy.Options()
    options.isRecursive = recursive
    for step in try StorageCopy(of: sources, to: destination, options: options, in: storage).steps {
      _ = try storage.copy(step)
    }
    return ScratchFolder.listing("\(scratch.path)/\(folder)").filter { !$0.hasSuffix("/") }
  }

  @Test func `lists buckets, objects first, and folders with a slash`() throws {
    #expect(try list() == ["gs://b/"])
    #expect(try list("gs://b") == ["gs://b/f", "gs://b/dir/"])
    #expect(try list("gs://b/dir") == ["gs://b/dir/g", "gs://b/dir/sub/"])
    #expect(try list("gs://b/dir/g") == ["gs://b/dir/g"])
    #expect(try list("gs://b/*") == ["gs://b/f", "", "gs://b/dir/:", "gs://b/dir/g", "gs://b/dir/sub/"])
    #expect(try list("gs://b/*", folders: true) == ["gs://b/f", "gs://b/dir/"])
    #expect(try list("gs://b/**") == ["gs://b/dir/g", "gs://b/dir/sub/h", "gs://b/f"])
    #expect(
      try list("gs://b", recursive: true)
        == ["gs://b/f", "", "gs://b/dir/:", "gs://b/dir/g", "", "gs://b/dir/sub/:", "gs://b/dir/sub/h"])
  }

  @Test(arguments: ["gs://b/none", "gs://b/dir/none/*", "gs://b/f/", "gs://b/empty"])
  func `says so where nothing matches`(url: String) throws {
    try scratch.write("", to: "home/gs/b/empty/.attune-copy-1-half")
    #expect(throws: GsutilError("CommandException: One or more URLs matched no objects.")) { try list(url) }
  }

  @Test(arguments: ["gs://b/../../jobs", "gs://../jobs", "gs://b/./x", "gs://b//x", "gs:///x", "gs://b/a\0b"])
  func `has no names that lead out of a bucket`(url: String) {
    #expect(throws: GsutilError.self) { try StorageURL(url) }
  }

  @Test func `takes a folder by another name where there is none by that name, and into it where there is`() throws {
    let folder = [try local("local")]
    let first = try copy(folder, to: try StoragePlace("gs://b/new"))
    #expect(Set(first).isSuperset(of: ["new/deep/two", "new/one"]))
    let second = try copy(folder, to: try StoragePlace("gs://b/new"))
    #expect(Set(second).isSuperset(of: ["new/local/deep/two", "new/local/one", "new/one"]))
  }

  @Test func `takes several into one folder, files under their own names`() throws {
    let sources = [try local("local/one"), try local("local/deep")]
    let files = try copy(sources, to: try StoragePlace("gs://b/many"))
    #expect(files.filter { $0.hasPrefix("many/") } == ["many/deep/two", "many/one"])
    #expect(try copy([try local("local/one")], to: try StoragePlace("gs://b/exact")).contains("exact"))
    #expect(try copy([try local("local/one")], to: try StoragePlace("gs://b/slash/")).contains("slash/one"))
  }

  @Test func `gives what matches to a folder that is there, and makes none on this machine`() throws {
    try scratch.write("", to: "out/kept")
    let found = try copy([try StoragePlace("gs://b/dir/*")], to: try local("out"), below: "out")
    #expect(found == ["g", "kept", "sub/h"])
    let error = #expect(throws: GsutilError.self) {
      try copy([try StoragePlace("gs://b/dir/*")], to: try local("nowhere"))
    }
    #expect(error?.description.contains("Destination URL must name a directory") == true)
  }

  @Test func `leaves folders out unless they are asked for, and links alone`() throws {
    try scratch.link("home/gs/b/link", to: "/etc/passwd")
    #expect(try list("gs://b") == ["gs://b/f", "gs://b/dir/"])
    let plan = try StorageCopy(
      of: [try StoragePlace("gs://b/*")], to: try local("local"), options: StorageCopy.Options(), in: storage)
    #expect(plan.steps.map { "\($0.source)" } == ["gs://b/f"])
    #expect(plan.omitted.map { "\($0)" } == ["gs://b/dir"])
  }

  @Test func `makes buckets once, and writes only to those that are there`() throws {
    let url = try #require(try StorageURL("gs://new-bucket"))
    try storage.makeBucket(url)
    #expect(throws: GsutilError.self) { try storage.makeBucket(url) }
    #expect(try storage.buckets() == ["b", "new-bucket"])
    let error = #expect(throws: GsutilError.self) {
      try copy([try local("local/one")], to: try StoragePlace("gs://other/x"))
    }
    #expect(error?.description.hasPrefix("BucketNotFoundException: 404 gs://other bucket does not exist.") == true)
  }

  @Test func `is synchronized in both directions, and twice does nothing`() throws {
    func sync(_ source: StoragePlace, _ destination: StoragePlace, deletes: Bool = true, recursive: Bool = true) throws
      -> (copied: [String], removed: [String])
    {
      var options = StorageSync.Options()
      (options.isRecursive, options.removesExtra) = (recursive, deletes)
      let plan = try StorageSync(from: source, to: destination, options: options, in: storage)
      for step in plan.copies { _ = try storage.copy(step) }
      for place in plan.removals { try storage.remove(place) }
      return (plan.copies.map { "\($0.destination)" }, plan.removals.map { "\($0)" })
    }
    let mirror = try StoragePlace("gs://b/mirror"), here = try local("local")
    #expect(try sync(here, mirror, recursive: false).copied == ["gs://b/mirror/one"])
    #expect(try sync(here, mirror).copied == ["gs://b/mirror/deep/two"])
    #expect(try sync(here, mirror) == ([], []))
    try scratch.write("11", to: "local/one")
    #expect(try sync(here, mirror).copied == ["gs://b/mirror/one"])
    try scratch.write("new", to: "home/gs/b/mirror/more/three")
    #expect(try sync(mirror, here, deletes: false).copied.map { $0.hasSuffix("/local/more/three") } == [true])
    try scratch.write("extra", to: "home/gs/b/mirror/lonely/four")
    #expect(try sync(here, mirror).removed == ["gs://b/mirror/lonely/four"])
    #expect(try !list("gs://b/mirror").contains("gs://b/mirror/lonely/"))
    #expect(throws: GsutilError.self) { try sync(try local("none"), mirror) }
  }
}
