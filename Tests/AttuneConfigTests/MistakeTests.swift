// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import Testing

@Suite struct `A user's mistake` {
  static let files = Fixtures.names(in: "mistakes", ["yml", "json"])

  @Test(arguments: files) func `is told with its place and its repair`(file: String) throws {
    let reading = ConfigurationReader.read(path: Fixtures.path("mistakes/\(file)"), name: file, gpus: 0)
    let said = reading.diagnostics.map { "\($0)\n" }.joined()
    let name = file.split(separator: ".").first ?? ""
    #expect(said == (try Fixtures.text("mistakes/\(name).expected")))
  }

  @Test(arguments: files) func `keeps the job from starting if it is an error`(file: String) {
    let reading = ConfigurationReader.read(path: Fixtures.path("mistakes/\(file)"), name: file, gpus: 0)
    #expect((reading.configuration == nil) == reading.diagnostics.contains { $0.severity == .error })
  }

  @Test func `is one of at least twenty`() {
    #expect(Self.files.count >= 20)
  }
}
