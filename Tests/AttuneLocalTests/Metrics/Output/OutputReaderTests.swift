// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import Testing

@Suite struct `A line of output` {
  private func findings(_ origin: MetricOrigin, _ tag: String, _ lines: [String]) throws -> [String] {
    var reader = try #require(OutputReader(origin, tag: tag))
    return lines.map { line in
      switch reader.take(Array(line.utf8)) {
      case .reading(let value, let step): step.map { "\($0):\(value)" } ?? "\(value)"
      case .nothing: "-"
      case .unusable(let text): "! \(text)"
      }
    }
  }

  @Test func `gives the group 'value', or else the first`() throws {
    let lines = ["epoch 3: acc=0.91", "acc=nan", "nothing", "acc=1e-3 acc=7", "acc=91%", "acc="]
    let pattern = try MetricPattern(#"(?:epoch (?P<step>\d+): )?acc=(\S*)"#)
    #expect(
      try findings(.pattern(pattern, stream: .both), "acc", lines)
        == [
          "3:0.91", "! '', which the pattern found, is no step", "-", "! '', which the pattern found, is no step",
          "! '91%', which the pattern found, is no number", "! '', which the pattern found, is no number",
        ])
    let named = try MetricPattern(#"(a)cc=(?P<value>[^%\s]+)"#)
    #expect(
      try findings(.pattern(named, stream: .both), "acc", lines) == [
        "0.91", "nan", "-", "0.001", "91.0", "-",
      ])
  }

  @Test func `of JSON gives the key that is the tag`() throws {
    let lines = [
      #"{"epoch": 1, "val": {"acc": 0.5}}"#, #" {"val":{"acc":NaN},"epoch":"2"} "#, "a message", #"{"epoch": 3}"#,
      #"{"val": {"acc": "0.75"}, "epoch": 4.0}"#, #"{"val": {"acc": -Infinity}, "epoch": 5}"#,
      #"{"val": {"acc": null}, "epoch": 6}"#, #"{"val": {"acc": 1}}"#, #"{"val": {"acc": true}, "epoch": 8}"#,
      #"{"val": {"acc": 1}, "epoch""#, "[1, 2]", #"{"a":[{"b":1},"\"\u00e9\ud83d\ude00"],"val":{"acc":2},"epoch":9}"#,
    ]
    #expect(
      try findings(.json(.stream(.stdout), step: "epoch"), "val.acc", lines)
        == [
          "1:0.5", "2:nan", "-", "-", "4:0.75", "5:-inf", "-", "! 'val.acc' stands without a whole number 'epoch'",
          "! 'val.acc' is no number", #"! no JSON object: '{"val": {"acc": 1}, "epoch"'"#, "-", "9:2.0",
        ])
  }

  @Test(arguments: [
    "{", "{}x", #"{"a":}"#, #"{"a":1,}"#, #"{"a" 1}"#, #"{"a":"\q"}"#, #"{"a":"\u12"}"#, #"{"a":"x}"#, #"{"a":[1,}"#,
    #"{"a":truth}"#, #"{"a":0x10}"#, String(repeating: #"{"a":"#, count: 5_000),
  ])
  func `that is no JSON is told`(line: String) throws {
    #expect(try findings(.json(.file("f"), step: nil), "a", [line]).first?.hasPrefix("! no JSON object") == true)
  }

  @Test func `names what has numbers`() throws {
    var reader = try #require(OutputReader(.json(.stream(.stdout), step: nil), tag: "acc"))
    _ = reader.take(Array(#"{"loss": 1, "name": "x", "val": {"acc": 0.5}}"#.utf8))
    #expect(reader.names == ["loss", "val.acc"])
    var table = try #require(OutputReader(.csv(file: "f", step: nil), tag: "acc"))
    _ = table.take(Array("\u{FEFF}epoch,\"val, acc\"".utf8))
    #expect(table.names == ["epoch", "val, acc"])
  }

  @Test func `of a table gives the column that is the tag`() throws {
    let lines = [
      "epoch,\"acc\", loss", "0,0.5,1", "1,,0.9", "2,\"0.75\",", "", "3,nan,1", "4,inf", "5", "6,1 2,3", "x,0.5,1",
      "epoch,loss,acc", "7,1,0.875", "\"8,1,1",
    ]
    #expect(
      try findings(.csv(file: "f", step: "epoch"), "acc", lines)
        == [
          "-", "0:0.5", "-", "2:0.75", "-", "3:nan", "4:inf", "-", "! '1 2' in column 'acc' is no number",
          "! 'acc' stands without a whole number in column 'epoch'", "-", "7:0.875", "! no row of a table: '\"8,1,1'",
        ])
  }
}
