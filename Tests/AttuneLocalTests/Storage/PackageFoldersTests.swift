// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import Foundation
import Testing

@Suite("Packages of a job")
struct PackageFoldersTests {
  /// Archives as Python makes them: each line makes one entry.
  private static let maker = """
    import io, sys, tarfile, zipfile
    path, *entries = sys.argv[1:]
    if path.endswith('.whl'):
        with zipfile.ZipFile(path, 'w') as archive:
            for entry in entries:
                archive.writestr(entry, 'content of ' + entry)
    else:
        with tarfile.open(path, 'w:gz') as archive:
            for entry in entries:
                name, _, target = entry.partition('->')
                info = tarfile.TarInfo(name)
                data = ('content of ' + name).encode()
                if target: info.type, info.linkname = tarfile.SYMTYPE, target
                else: info.size = len(data)
                archive.addfile(info, io.BytesIO(b'' if target else data))
    """

  /// The unpacked files, by their paths.
  private func unpacked(_ archives: [(name: String, entries: [String])]) async throws -> [String: String] {
    let folder = try ScratchFolder()
    let home = AttuneHome(folder: "\(folder.path)/home"), storage = LocalObjectStorage(home: home)
    _ = try await storage.makeBucket("bucket")
    for archive in archives {
      let maker = Process()
      maker.executableURL = URL(filePath: "/usr/bin/env")
      maker.arguments = ["python3", "-c", Self.maker, "\(home.storage)/bucket/\(archive.name)"] + archive.entries
      try maker.run()
      maker.waitUntilExit()
      try #require(maker.terminationStatus == 0)
    }
    let packages = PackageFolders(home: home, storage: storage, environment: ProcessInfo.processInfo.environment)
    defer {
      let left = (try? FileManager.default.contentsOfDirectory(atPath: home.packages)) ?? []
      #expect(left.isEmpty, "nothing is left behind")
    }
    let place = try await packages.unpack(archives.map { "gs://bucket/\($0.name)" })
    defer { packages.discard(place) }
    var contents: [String: String] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: place) ?? .init() {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(place)/\(path)", isDirectory: &isDirectory)
      if !isDirectory.boolValue { contents[path] = try String(contentsOfFile: "\(place)/\(path)", encoding: .utf8) }
    }
    return contents
  }

  @Test("a source distribution loses its outer folder, others keep theirs; later ones lie over earlier ones")
  func layers() async throws {
    let found = try await unpacked([
      ("t-1.tar.gz", ["t-1/setup.py", "t-1/t/__init__.py", "t-1/t/task.py"]), ("w-1.whl", ["w/__init__.py", "t/task.py"]),
      ("data.tgz", ["data/x.csv"]), ("s-1.tar.gz", ["s-1/pyproject.toml", "s-1/src/s/__init__.py"]),
    ])
    #expect(
      Set(found.keys) == [
        "setup.py", "t/__init__.py", "t/task.py", "w/__init__.py", "data/x.csv", "pyproject.toml", "src/s/__init__.py",
        "s/__init__.py",
      ])
    #expect(found["t/task.py"] == "content of t/task.py")
  }

  @Test(
    "an archive that reaches out of its folder is refused whole",
    arguments: [
      ["ok.py", "../evil.py"], ["/evil.py"], ["a/../../evil.py"], ["a\\..\\evil.py"], ["link->/etc"], ["x", "link->../../x"],
    ])
  func escapes(_ entries: [String]) async throws {
    let error = await #expect(throws: StorageError.self) { _ = try await unpacked([("evil.tar.gz", entries)]) }
    #expect(error?.code == .invalid)
  }

  @Test("what is no archive, or is not there, is told")
  func noArchive() async throws {
    let folder = try ScratchFolder()
    let home = AttuneHome(folder: "\(folder.path)/home"), storage = LocalObjectStorage(home: home)
    _ = try await storage.makeBucket("bucket")
    try "text".write(toFile: "\(home.storage)/bucket/x.txt", atomically: true, encoding: .utf8)
    let packages = PackageFolders(home: home, storage: storage, environment: ProcessInfo.processInfo.environment)
    let wrong = await #expect(throws: StorageError.self) { _ = try await packages.unpack(["gs://bucket/x.txt"]) }
    #expect(wrong?.code == .invalid)
    let missing = await #expect(throws: StorageError.self) { _ = try await packages.unpack(["gs://bucket/y.txt"]) }
    #expect(missing?.code == .notFound)
    #expect((try? FileManager.default.contentsOfDirectory(atPath: home.packages)) ?? [] == [])
  }
}
