// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials
import Testing

@Suite struct `A job's environment` {
  @Test func `comes back as it was captured, and is nobody else's to read`() throws {
    let folder = try ScratchFolder()
    let job = JobPaths(folder: folder.path)
    let environment = ["PATH": "/bin", "EMPTY": "", "EQUALS": "a=b", "LINES": "one\ntwo", "TOKEN": "s3cret"]
    try CapturedEnvironment.write(environment, to: job)
    #expect(try CapturedEnvironment.read(from: job) == environment)
    let mode = try FileManager.default.attributesOfItem(atPath: job.environment)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
