// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `The commands gcloud and gsutil` {
  private let cloud: CloudProject
  private var project: Project { cloud.project }

  init() throws { cloud = try CloudProject() }

  @Test func `are installed twice without harm, and tell how they are found`() throws {
    let again = try project.attune("install-shims", cloud.shims.path)
    #expect(again.status == 0)
    #expect(again.output == "\(cloud.shims.path)/gcloud\n\(cloud.shims.path)/gsutil\n")
    #expect(again.words.contains("export PATH=\(cloud.shims.path):"))
    #expect(again.words.contains("gsutil.binary.path = \"\(cloud.shims.path)/gsutil\""))
  }

  @Test func `never take the place of what is not Attune's`() throws {
    let place = project.folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try project.write("#!/bin/sh\necho the real one\n", to: "bin/gsutil")
    let refused = try project.attune("install-shims", "bin")
    #expect(refused.status == 2)
    #expect(refused.words.contains("/bin/gsutil' is there already, and not Attune's"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["gsutil"])
    #expect(try project.text("bin/gsutil").contains("the real one"))
  }

  @Test func `work as links to attune, too`() throws {
    for name in ["gcloud", "gsutil"] {
      let link = project.place.appending(path: name)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: Project.binary)
    }
    let version = try project.start(["version"], as: project.place.appending(path: "gcloud")).finish()
    #expect(version.output.hasPrefix("Google Cloud SDK "))
    #expect(try project.start(["ls"], as: project.place.appending(path: "gsutil")).finish().status == 0)
  }

  @Test func `are found by R behind every link: the file itself knows its name`() throws {
    let link = project.place.appending(path: "link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: cloud.shims)
    let resolved = link.appending(path: "gcloud").resolvingSymlinksInPath()
    #expect(try project.start(["version"], as: resolved).finish().output.hasPrefix("Google Cloud SDK "))
  }
}
