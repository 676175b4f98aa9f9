// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import FoundationEssentials
import Testing

@Suite struct `attune doctor` {
  static let findings = [
    Finding(.ok, "sh", "/bin/sh, for scripts that end in .sh"), Finding(.missing, "julia", "not found on PATH"),
  ]

  @Test(arguments: OutputFormat.allCases)
  func `prints a line for each finding`(format: OutputFormat) throws {
    try Snapshot.expect(DoctorReport(findings: Self.findings).rendered(as: format), is: "doctor-\(format.rawValue)")
  }

  @Test func `finds a machine broken only where jobs can't run`() {
    #expect(!DoctorReport(findings: Self.findings).isBroken)
    #expect(DoctorReport(findings: Self.findings + [Finding(.broken, "home", "it can't be written")]).isBroken)
  }

  @Test func `says what missing programs would be needed for`() {
    let findings = ProgramFindings.all(in: Programs(path: "/nonexistent") { false })
    #expect(
      findings == [
        Finding(.missing, "python3", "not found on PATH; needed for scripts that end in .py"),
        Finding(.missing, "Rscript", "not found on PATH; needed for scripts that end in .R"),
        Finding(.missing, "julia", "not found on PATH; needed for scripts that end in .jl"),
        Finding(.missing, "sh", "not found on PATH; needed for scripts that end in .sh"),
        Finding(
          .missing, "tensorboard",
          "not found on PATH; needed for 'attune tensorboard', which also looks where a job has its programs"),
      ])
  }

  @Test func `finds a folder that will do`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "attune-doctor-\(UUID().uuidString)").path
    let findings = HomeFindings.all(in: "\(folder)/deep/home")
    #expect(findings.map(\.subject) == ["home", "file system", "space", "logs", "locks"])
    #expect(findings.first == Finding(.ok, "home", "\(folder)/deep/home (made with the first job)"))
    #expect(findings.last == Finding(.ok, "locks", "files can be locked, so that one process owns a job"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func `tells of a home that can't be written`() {
    let broken = HomeFindings.all(in: "/proc/attune").filter { $0.state == .broken }.map(\.details)
    // The superuser is only stopped when the file is made.
    #expect(
      broken == ["'/proc/attune' can't be written (Permission denied); set ATTUNE_HOME to a folder of yours"]
        || broken == ["no file can be made in '/proc': No such file or directory; set ATTUNE_HOME to another folder"])
  }

  @Test func `names the jobs that can't be read`() {
    let findings = JobFindings.all(among: [.unreadable("attune_1", why: "it is damaged")])
    #expect(findings == [Finding(.warning, "job attune_1", "can't be read: it is damaged")])
  }
}

@Suite struct `The table of mounts` {
  static let table = MountTable(
    """
    overlay / overlay rw 0 0
    tmpfs /dev/shm tmpfs rw 0 0
    /dev/sda1 /home ext4 rw 0 0
    server:/x /home/my\\040data nfs4 rw 0 0
    /dev/sdb1 /mnt xfs rw 0 0
    /dev/sdc1 /mnt btrfs rw 0 0

    """)

  @Test(arguments: [
    ("/tmp", "overlay"), ("/dev/shm/x", "tmpfs"), ("/home", "ext4"), ("/homes", "overlay"),
    ("/home/my data/jobs", "nfs4"), ("/mnt/a", "btrfs"),
  ])
  func `knows the innermost and latest`(folder: String, name: String) {
    #expect(Self.table.kind(of: folder)?.name == name)
  }

  @Test func `knows what is shared and what is not there to stay`() {
    #expect(Self.table.kind(of: "/home/my data")?.isShared == true)
    #expect(Self.table.kind(of: "/home")?.isShared == false)
    #expect(Self.table.kind(of: "/dev/shm")?.isVolatile == true)
  }
}
