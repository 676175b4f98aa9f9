// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Testing

@Suite struct `An ignore file` {
  /// What a snapshot holds of a project with these files, when `lines` are its .attuneignore.
  private func kept(_ files: [String], ignoring lines: [String], in file: String = ".attuneignore") throws -> [String] {
    let folder = try ScratchFolder()
    for name in files { try folder.write("x", to: "project/\(name)") }
    try folder.write(lines.joined(separator: "\n"), to: "project/\(file)")
    let home = AttuneHome(folder: "\(folder.path)/home")
    let job = home.job(JobID(createdAt: Timestamp(milliseconds: 0)))
    _ = try Snapshot.take(of: "\(folder.path)/project", exclude: [], link: [], home: home, into: job)
    return ScratchFolder.listing(job.source).filter { !$0.hasSuffix("/") && $0 != file }
  }

  @Test(arguments: [
    // A name matches at any depth, a path from the root only.
    (["*.log"], ["a.log", "d/b.log", "log"], ["log"]),
    (["/*.log"], ["a.log", "d/b.log"], ["d/b.log"]),
    (["d/*.log"], ["d/b.log", "e/d/b.log"], ["e/d/b.log"]),
    // A slash at the end means folders.
    (["build/"], ["build/x", "d/build/y", "e/build"], ["e/build"]),
    (["build"], ["build/x", "e/build"], []),
    // Later lines take back earlier ones, but not from a folder that is left out whole.
    (["*.csv", "!keep.csv"], ["a.csv", "keep.csv", "d/keep.csv"], ["d/keep.csv", "keep.csv"]),
    (["d/", "!d/keep"], ["d/keep", "e"], ["e"]),
    (["d/*", "!d/keep"], ["d/keep", "d/other"], ["d/keep"]),
    // Any number of folders.
    (["**/cache"], ["cache/x", "a/b/cache/y", "a/c"], ["a/c"]),
    (["a/**/z"], ["a/z", "a/b/z", "a/b/c/z", "b/z"], ["b/z"]),
    (["logs/**"], ["logs/a", "logs/b/c", "logs2"], ["logs2"]),
    // Wildcards do not cross a slash.
    (["a/*/c"], ["a/b/c", "a/b/b/c"], ["a/b/b/c"]),
    (["?.txt"], ["a.txt", "ab.txt"], ["ab.txt"]),
    (["[a-c]x", "[!a-c]y"], ["ax", "dx", "ay", "dy"], ["ay", "dx"]),
    (["[]]"], ["]", "a"], ["a"]),
    (["[z"], ["[z", "z"], ["z"]),
    // Comments, blanks, escapes.
    (["# a", "", "   "], ["# a", "b"], ["# a", "b"]),
    (["\\#a", "\\!b", "c\\*"], ["#a", "!b", "c*", "cd"], ["cd"]),
    (["a   ", "b\\ "], ["a", "b ", "b"], ["b"]),
    (["a\r"], ["a", "b"], ["b"]),
    // A pattern that tries again at every star.
    (["*a*b*c"], ["xaybzc", "aabbcc", "acb"], ["acb"]),
  ])
  func `means what it means to git`(lines: [String], files: [String], kept: [String]) throws {
    #expect(try self.kept(files, ignoring: lines) == kept)
  }

  @Test func `may be Google's, which can include another`() throws {
    let files = ["a.log", "b.tmp", "c", ".gitignore"]
    #expect(try kept(files, ignoring: ["*.tmp"], in: ".gcloudignore") == [".gitignore", "a.log", "c"])
    let folder = try ScratchFolder()
    try folder.write("*.log\n", to: "project/.gitignore")
    try folder.write("#!include:.gitignore\n*.tmp\n", to: "project/.gcloudignore")
    for name in ["a.log", "b.tmp", "c"] { try folder.write("x", to: "project/\(name)") }
    let home = AttuneHome(folder: "\(folder.path)/home")
    let job = home.job(JobID(createdAt: Timestamp(milliseconds: 0)))
    _ = try Snapshot.take(of: "\(folder.path)/project", exclude: [], link: [], home: home, into: job)
    #expect(ScratchFolder.listing(job.source) == [".gcloudignore", ".gitignore", "c"])
  }
}
