// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneTesting
import Foundation
import Testing

@Suite("Objects in folders")
struct ObjectStorageTests {
  @Test("keep the laws of object storages")
  func laws() async throws {
    let folder = try ScratchFolder()
    let home = AttuneHome(folder: folder.path)
    try await checkObjectStorage { LocalObjectStorage(home: home) }
  }

  @Test("are never reached over a link")
  func links() async throws {
    let folder = try ScratchFolder()
    let home = AttuneHome(folder: "\(folder.path)/home"), storage = LocalObjectStorage(home: home)
    _ = try await storage.makeBucket("bucket")
    let files = FileManager.default
    try files.createDirectory(atPath: "\(folder.path)/outside", withIntermediateDirectories: true)
    try "secret".write(toFile: "\(folder.path)/outside/secret", atomically: true, encoding: .utf8)
    try files.createSymbolicLink(
      atPath: "\(home.storage)/bucket/folder", withDestinationPath: "\(folder.path)/outside")
    try files.createSymbolicLink(
      atPath: "\(home.storage)/bucket/file", withDestinationPath: "\(folder.path)/outside/secret")
    try files.createSymbolicLink(atPath: "\(home.storage)/linked", withDestinationPath: "\(folder.path)/outside")
    for (bucket, name) in [("bucket", "folder/secret"), ("bucket", "file"), ("linked", "secret")] {
      let object = try ObjectName(bucket: bucket, name: name)
      let error = await #expect(throws: StorageError.self) { try await storage.object(object) }
      #expect(error?.code == .notFound)
      await #expect(throws: StorageError.self) { try await storage.remove(object) }
    }
    #expect(try await storage.objects(in: "bucket", prefix: "", delimiter: false, after: nil, limit: 9).objects.isEmpty)
    let upload = try await storage.beginUpload(of: ObjectName(bucket: "bucket", name: "folder/new"))
    _ = try await storage.append([1], at: 0, to: upload)
    await #expect(throws: StorageError.self) { try await storage.finishUpload(upload) }
    #expect(try files.contentsOfDirectory(atPath: "\(folder.path)/outside") == ["secret"])
  }

  @Test(
    "have names that lead nowhere else",
    arguments: [
      "", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/..", ".", "./a", "a\\b", "a\u{0}b", "a\nb", "\u{7f}",
      String(repeating: "a", count: 300), String(repeating: "a/", count: 600) + "a",
    ])
  func badNames(_ name: String) {
    let error = #expect(throws: StorageError.self) { try ObjectName(bucket: "bucket", name: name) }
    #expect(error?.code == .invalid)
  }

  @Test(
    "lie in buckets whose names lead nowhere else",
    arguments: ["", "ab", "..", "a/b", "Bucket", ".abc", "abc.", "a..b", "-abc", "a b c", String(repeating: "a", count: 223)])
  func badBuckets(_ name: String) {
    let error = #expect(throws: StorageError.self) { try ObjectName(bucket: name, name: "x") }
    #expect(error?.code == .invalid)
  }
}
