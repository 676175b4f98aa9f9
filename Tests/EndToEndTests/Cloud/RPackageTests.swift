// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// R's `cloudml` itself, as it was published, where it is installed.
@Suite struct `The R package` {
  @Test(.enabled(if: hasPackage, "needs R with cloudml and tfruns"))
  func `works whole, also when the controller is killed`() throws {
    let project = try Project("r-cloudml")
    let shims = project.place.appending(path: "shims").path
    #expect(try project.attune("install-shims", shims).status == 0)
    let binaries = Project.binary.deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let session = try project.start(
      ["--vanilla", "session.R"], as: Self.rscript, environment: ["PATH": "\(shims):\(binaries):\(path)"]
    ).finish()
    #expect(session.status == 0, "\(session.output.suffix(4_000))\n\(session.words.suffix(4_000))")
    #expect(session.output.hasSuffix("all is well\n"))
  }

  private static let rscript = URL(filePath: "/usr/bin/Rscript")

  private static let hasPackage: Bool = {
    guard FileManager.default.isExecutableFile(atPath: rscript.path) else { return false }
    let process = Process()
    process.executableURL = rscript
    process.arguments = ["--vanilla", "-e", "library(cloudml); library(tfruns)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
