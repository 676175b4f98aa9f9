// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `An exported job` {
  private let project: Project
  private static let id = "attune_2026_11_26_014200122"
  private var archive: URL { project.folder.appending(path: "job.tar") }

  private static let attempt = "trials/1/1"
  private static let deepFolder = "work" + String(repeating: "/long", count: 30)

  init() throws { project = try Project(nil) }

  /// A job with all that archives find hard.
  private func export() throws {
    let job = try project.adopt("format-2")
    let work = job.appending(path: Self.attempt).appending(path: Self.deepFolder)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    try Data("model é".utf8).write(to: work.appending(path: "ünï cödé"))
    #expect(symlink("ünï cödé", work.appending(path: "inside").path) == 0)
    #expect(symlink("/etc", work.appending(path: "outside").path) == 0)
    try Data("SECRET=1\0".utf8).write(to: job.appending(path: "environment"))
    let exported = try project.attune("export", Self.id, "--output", "job.tar")
    #expect(exported.status == 0, "\(exported.words)")
    #expect(exported.output == "job.tar\n")
    #expect(exported.words.contains("leads out of the job: the link"))
  }

  @Test func `is taken in elsewhere with the identical table and files, but without its environment`() throws {
    try export()
    let elsewhere = ["ATTUNE_HOME": project.place.appending(path: "elsewhere").path]
    let taken = try project.attune("import", "job.tar", environment: elsewhere)
    #expect(taken.status == 0, "\(taken.words)")
    #expect(taken.output == "\(Self.id)\n")
    for verb in [["trials", "--format", "json"], ["trials", "--format", "csv"], ["status", "--format", "json"]] {
      let (here, there) = (try project.start(verb).finish(), try project.start(verb, environment: elsewhere).finish())
      #expect(here.output == there.output)
    }
    let copy = project.place.appending(path: "elsewhere/jobs/\(Self.id)")
    let link = copy.appending(path: Self.attempt).appending(path: Self.deepFolder).appending(path: "inside")
    #expect(try String(contentsOf: link, encoding: .utf8) == "model é")
    let environment = try String(contentsOf: copy.appending(path: "environment"), encoding: .utf8)
    #expect(!environment.contains("SECRET"))
    #expect(!String(decoding: try Data(contentsOf: archive), as: UTF8.self).contains("SECRET=1"))
    #expect(try project.attune("resume", environment: elsewhere).status == 0)
  }

  @Test func `is not taken in twice, unless under a new id`() throws {
    try export()
    let again = try project.attune("import", "job.tar")
    #expect(again.status == 2)
    #expect(again.words.contains("there is a job \(Self.id) already; --new-id"))
    let new = try project.attune("import", "job.tar", "--new-id")
    #expect(new.status == 0, "\(new.words)")
    let id = new.output.trimmingCharacters(in: .newlines)
    #expect(id != Self.id)
    #expect(try project.attune("trials", id, "--format", "csv").rows.count == 3)
    #expect(try project.attune("export", Self.id, "--output", "job.tar").words.contains("is there already"))
  }

  @Test func `is an archive that others read`() throws {
    try export()
    let tar = Process()
    let output = Pipe()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "-tf", archive.path]
    tar.standardOutput = output
    try tar.run()
    let listed = try #require(String(data: try output.fileHandleForReading.readToEnd() ?? Data(), encoding: .utf8))
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    #expect(listed.contains("\(Self.id)/journal.sqlite\n"))
    #expect(listed.contains("\(Self.id)/source/train.sh\n"))
  }

  /// Made by Python's tarfile; each is the good archive with one thing wrong.
  @Test(arguments: [
    ("add('/tmp/evil')", "is an absolute path"),
    ("add(job + '/../../evil')", "leads out of its folder"),
    ("add(job + '/trials/../../evil')", "leads out of its folder"),
    ("link(job + '/trials/out', '/tmp')", "leads out of the job"),
    ("link(job + '/trials/out', '../../..')", "leads out of the job"),
    ("link(job + '/trials/out', 'a/../../../..')", "leads out of the job"),
    ("link(job + '/trials/in', '1'); add(job + '/trials/in/evil'); add(job + '/trials/in')", "File exists"),
    ("hard(job + '/trials/hard', '/etc/passwd')", "neither a file, a folder nor a link"),
    ("add(job + '/environment')", "is no part of a job"),
    ("add(job + '/owner.lock')", "is no part of a job"),
    ("add(job + '/trials')", "is no part of a job"),
    ("add('attune_other/journal.sqlite')", "more than one job"),
    ("add('not-a-job/file')", "is no job's id"),
    ("truncate()", "ends"),
    ("spoil()", "damaged"),
    ("ruin()", "not a database"),
  ])
  func `that is not what it should be is refused, and nothing of it is kept`(change: String, why: String) throws {
    try export()
    try project.write(Self.forge.replacing("CHANGE", with: change).replacing("JOB", with: Self.id), to: "forge.py")
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", "forge.py"]
    python.currentDirectoryURL = project.folder
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    let home = project.place.appending(path: "elsewhere")
    let taken = try project.attune("import", "evil.tar", environment: ["ATTUNE_HOME": home.path])
    #expect(taken.status == 2, "\(change): \(taken.words)")
    #expect(taken.words.contains(why), "\(change): \(taken.words)")
    #expect(taken.output.isEmpty)
    let kept = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
    #expect(kept == ["jobs"], "\(change)")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/evil"))
  }

  private static let forge = """
    import io, shutil, tarfile
    job = 'JOB'
    good = tarfile.open('job.tar')
    evil = tarfile.open('evil.tar', 'w', format=tarfile.GNU_FORMAT)
    ruined = False
    members = []
    def add(name):
        entry = tarfile.TarInfo(name)
        entry.size = 4
        members.append((entry, b'evil'))
    def link(name, target):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = tarfile.SYMTYPE, target
        members.append((entry, None))
    def hard(name, target):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = tarfile.LNKTYPE, target
        members.append((entry, None))
    def cut(change):
        global after
        after = change
    def truncate(): cut(lambda bytes: bytes[:len(bytes) // 2 // 512 * 512 + 100])
    def spoil(): cut(lambda bytes: bytes[:3] + b'X' + bytes[4:])
    def ruin():
        global ruined
        ruined = True
    after = lambda bytes: bytes
    CHANGE
    for entry in good:
        data = good.extractfile(entry).read() if entry.isfile() else None
        if ruined and entry.name.endswith('journal.sqlite'):
            data = b'no database' * 100
            entry.size = len(data)
        evil.addfile(entry, io.BytesIO(data) if data is not None else None)
    for entry, data in members: evil.addfile(entry, io.BytesIO(data) if data is not None else None)
    evil.close()
    bytes = open('evil.tar', 'rb').read()
    open('evil.tar', 'wb').write(after(bytes))
    """
}
