// SPDX-License-Identifier: Apache-2.0

/// A pattern as instructions for `PatternMachine`.
struct PatternProgram: Sendable, Hashable {
  enum Instruction: Sendable, Hashable {
    /// Takes one character of the set.
    case take(ScalarSet)
    case assert(PatternAssertion)
    /// Notes the place in a slot.
    case save(Int)
    /// Goes on at both; what is found by the first is preferred.
    case split(Int, Int)
    case jump(Int)
    case match
  }

  static let mostInstructions = 2_000

  private(set) var instructions: [Instruction] = []
  let slotCount: Int
  /// The first bytes that a match may have; nil where it may be empty.
  private(set) var firstBytes: [Bool]?

  init(_ node: PatternNode, groups: Int) throws(PatternError) {
    slotCount = 2 * (groups + 1)
    try add(.save(0))
    try compile(node)
    try add(.save(1))
    try add(.match)
    firstBytes = findFirstBytes()
  }

  private mutating func add(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.mostInstructions else {
      throw PatternError("the pattern is too big; repeat less, or shorter parts", at: 1)
    }
    instructions.append(instruction)
  }

  private mutating func compile(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .set(let set): try add(.take(set))
    case .assertion(let assertion): try add(.assert(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .alternatives(let nodes): try compile(alternatives: nodes)
    case .group(let number, let node):
      try add(.save(2 * number))
      try compile(node)
      try add(.save(2 * number + 1))
    case .repetition(let node, let repetition): try compile(node, repetition)
    }
  }

  private mutating func compile(alternatives nodes: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = instructions.count
      try add(.split(split + 1, 0))
      try compile(node)
      jumps.append(instructions.count)
      try add(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = nodes.last { try compile(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func compile(
    _ node: PatternNode, _ repetition: PatternRepetition
  ) throws(PatternError) {
    for _ in 0..<repetition.least { try compile(node) }
    guard let most = repetition.most else { return try compileEndless(node, repetition) }
    // x{0,2} is (x(x)?)?: each copy may leave for the end.
    var splits: [Int] = []
    for _ in repetition.least..<max(most, repetition.least) {
      splits.append(instructions.count)
      try add(.split(0, 0))
      try compile(node)
    }
    for split in splits { instructions[split] = choice(split + 1, instructions.count, repetition) }
  }

  /// x* is (x+)?, so that the loop is left at its end: an x that took nothing leaves it, too.
  private mutating func compileEndless(
    _ node: PatternNode, _ repetition: PatternRepetition
  ) throws(PatternError) {
    let skip = instructions.count
    try add(.split(0, 0))
    try compile(node)
    let again = instructions.count
    try add(.split(0, 0))
    instructions[again] = choice(skip + 1, again + 1, repetition)
    instructions[skip] = choice(skip + 1, again + 1, repetition)
  }

  private func choice(_ inside: Int, _ outside: Int, _ repetition: PatternRepetition) -> Instruction {
    repetition.isLazy ? .split(outside, inside) : .split(inside, outside)
  }

  private func findFirstBytes() -> [Bool]? {
    var bytes = [Bool](repeating: false, count: 256)
    var seen = Set([0])
    var pending = [0]
    while let place = pending.popLast() {
      var next: [Int] = []
      switch instructions[place] {
      case .match: return nil
      case .take(let set):
        for scalar in 0..<UInt32(128) where set.contains(scalar) { bytes[Int(scalar)] = true }
        if set.ranges.last.map({ $0.upperBound >= 128 }) ?? false {
          for byte in 128..<256 { bytes[byte] = true }
        }
      case .assert, .save: next = [place + 1]
      case .split(let first, let second): next = [first, second]
      case .jump(let target): next = [target]
      }
      pending += next.filter { seen.insert($0).inserted }
    }
    return bytes
  }
}
