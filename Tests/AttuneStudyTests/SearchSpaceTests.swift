// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import Testing

@Suite struct `A search space` {
  static let mistakes: [(ParameterSpec.Domain, String)] = [
    (.double(-.infinity...1, scale: .linear), "bounds must be finite"),
    (.double(-1e308...1e308, scale: .linear), "the range is too wide for a double"),
    (.double(0...1, scale: .log), "the lowest value (0.0) must be above 0 for UNIT_LOG_SCALE"),
    (.double(-1...1, scale: .reverseLog), "the lowest value (-1.0) must be above 0 for UNIT_REVERSE_LOG_SCALE"),
    (.integer(0...5, scale: .log), "the lowest value (0.0) must be above 0 for UNIT_LOG_SCALE"),
    (.integer(0...(1 << 53) + 1, scale: .linear), "integer bounds must lie within ±2^53"),
    (.discrete([], scale: .linear), "discreteValues is empty"),
    (.discrete([1, .nan], scale: .linear), "discreteValues must be finite"),
    (.discrete([1, 2, 2], scale: .linear), "discreteValues must be strictly increasing"),
    (.discrete([-1e308, 1e308], scale: .linear), "the range is too wide for a double"),
    (.discrete([0, 1], scale: .log), "the lowest value (0.0) must be above 0 for UNIT_LOG_SCALE"),
    (.discrete([-1e30, 1, 2], scale: .linear), "1.0 and 2.0 are too close together on UNIT_LINEAR_SCALE"),
    (.categorical([]), "categoricalValues is empty"),
    (.categorical(["a", "b", "a"]), "categoricalValues holds a value twice"),
  ]

  @Test(arguments: mistakes)
  func `refuses a domain that cannot be searched`(domain: ParameterSpec.Domain, message: String) {
    let error = #expect(throws: SearchSpaceError.self) {
      try SearchSpace([ParameterSpec(name: "x", domain: domain)])
    }
    #expect(error?.problems.map(\.parameter) == ["x"])
    #expect(error?.description == "parameter 'x': \(message)")
  }

  @Test func `tells all mistakes at once`() {
    let unit = ParameterSpec.Domain.double(0...1, scale: .linear)
    let error = #expect(throws: SearchSpaceError.self) {
      try SearchSpace([
        ParameterSpec(name: "x", domain: unit), ParameterSpec(name: "x", domain: .categorical([])),
        ParameterSpec(name: "", domain: unit),
      ])
    }
    #expect(
      error?.description == """
        parameter 'x': declared twice
        parameter 'x': categoricalValues is empty
        parameter '': a parameter needs a name
        """)
  }

  static let sizes: [([ParameterSpec.Domain], Int?, Bool)] = [
    ([], 1, true),
    ([.double(2...2, scale: .linear)], 1, true),
    ([.integer(-1...3, scale: .linear), .discrete([1, 4], scale: .log), .categorical(["a", "b", "c"])], 30, true),
    ([.integer(-1...3, scale: .linear), .double(0...1, scale: .linear)], nil, false),
    (Array(repeating: .integer(0...(1 << 40), scale: .linear), count: 2), nil, true),
  ]

  @Test(arguments: sizes)
  func `knows its size`(domains: [ParameterSpec.Domain], cardinality: Int?, isFinite: Bool) throws {
    let space = try SearchSpace(domains.enumerated().map { ParameterSpec(name: "p\($0)", domain: $1) })
    #expect(space.cardinality == cardinality)
    #expect(space.isFinite == isFinite)
  }

  @Test func `holds only its own parameters, in order, with feasible values`() throws {
    let space = try SearchSpace([
      ParameterSpec(name: "n", domain: .integer(1...3, scale: .linear)),
      ParameterSpec(name: "b", domain: .discrete([16, 32], scale: .linear)),
    ])
    func holds(_ entries: Assignment.Entry...) -> Bool { space.contains(Assignment(entries)) }
    let (n, b) = (Assignment.Entry(name: "n", value: .integer(2)), Assignment.Entry(name: "b", value: .discrete(32)))
    #expect(holds(n, b))
    #expect(!holds(b, n) && !holds(n) && !holds(n, b, b))
    #expect(!holds(.init(name: "n", value: .integer(4)), b))
    #expect(!holds(.init(name: "n", value: .double(2)), b))
    #expect(!holds(n, .init(name: "b", value: .discrete(20))))
  }

  @Test func `even an unchecked domain has a size or none, and no trap`() {
    #expect(ParameterSpec.Domain.integer(.min ... .max, scale: .linear).cardinality == nil)
    #expect(ParameterSpec.Domain.integer(0 ... .max, scale: .linear).cardinality == nil)
    #expect(ParameterSpec.Domain.integer(1 ... .max, scale: .linear).cardinality == .max)
  }
}
