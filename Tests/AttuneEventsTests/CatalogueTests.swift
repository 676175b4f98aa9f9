// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A catalogue of event files` {
  @Test func `drops what a marked restart made void, in every tag`() {
    var catalogue = EventCatalogue()
    catalogue.add(Event(wallTime: 0, step: 0, content: .fileVersion("brain.Event:2")), in: ".")
    for step in [0, 1, 2, 1] {
      catalogue.add(Event(wallTime: 1, step: step, tag: "a", value: Double(step)), in: ".")
      catalogue.add(Event(wallTime: 1, step: step, tag: "b", value: Double(step)), in: "other")
    }
    #expect(steps(catalogue, "a") == [0, 1, 2, 1])
    catalogue.add(Event(wallTime: 2, step: 1, content: .sessionStart), in: ".")
    #expect(steps(catalogue, "a") == [0])
  }

  @Test func `takes a falling step for a restart where the writer cannot mark one`() {
    var catalogue = EventCatalogue()
    for step in [0, 1, 2, 1] {
      catalogue.add(Event(wallTime: 1, step: step, tag: "a", value: 0), in: ".")
    }
    #expect(steps(catalogue, "a") == [0, 1])
  }

  @Test func `lists files in name order, each once`() {
    var catalogue = EventCatalogue()
    for name in ["b", "a", "b"] { catalogue.add(file: name, in: "logs") }
    #expect(catalogue.directories["logs"]?.files == ["a", "b"])
  }

  private func steps(_ catalogue: EventCatalogue, _ tag: String) -> [Int]? {
    catalogue.directories["."]?.tags[tag]?.points.map(\.step)
  }
}
