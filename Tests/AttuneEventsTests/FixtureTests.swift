// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `What real writers wrote` {
  @Test(arguments: Fixture.all)
  func `is read as TensorBoard reads it`(fixture: Fixture) throws {
    #expect(try fixture.catalogue().directories.mapValues(Expected.init) == fixture.expected())
  }

  @Test(arguments: Fixture.all)
  func `is written back byte for byte in the same framing`(fixture: Fixture) throws {
    for file in try fixture.files() {
      let records = ScriptedBytes(file.bytes).outcomes().compactMap { outcome -> Record? in
        guard case .record(let record) = outcome else { return nil }
        return record
      }
      #expect(records.flatMap { Record.frame(Array($0.payload)) } == file.bytes)
    }
  }
}
