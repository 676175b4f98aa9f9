// SPDX-License-Identifier: Apache-2.0

/// The instructions at which threads wait for a character, the preferred first, each with its slots.
struct PatternThreads {
  private let program: PatternProgram
  private(set) var waiting: [Int] = []
  /// For each instruction, the last round in which a thread reached it.
  private var reached: [Int]
  private var round = 0
  /// `slotCount` numbers for each instruction.
  private var slots: [Int]
  private var pending: [Step] = []

  private enum Step {
    case explore(Int)
    /// Undoes a `save` once everything behind it has been explored.
    case restore(slot: Int, Int)
  }

  init(_ program: PatternProgram) {
    self.program = program
    reached = [Int](repeating: -1, count: program.instructions.count)
    slots = [Int](repeating: -1, count: program.instructions.count * program.slotCount)
  }

  mutating func clear() {
    waiting.removeAll(keepingCapacity: true)
    round += 1
  }

  func slots(of instruction: Int) -> ArraySlice<Int> {
    slots[instruction * program.slotCount..<(instruction + 1) * program.slotCount]
  }

  /// Adds a thread, and follows everything that takes no character.
  mutating func add(_ instruction: Int, at place: PatternPlace, _ registers: inout [Int]) {
    pending.append(.explore(instruction))
    while let step = pending.popLast() {
      switch step {
      case .restore(let slot, let value): registers[slot] = value
      case .explore(let instruction): explore(instruction, at: place, &registers)
      }
    }
  }

  private mutating func explore(_ instruction: Int, at place: PatternPlace, _ registers: inout [Int]) {
    guard reached[instruction] != round else { return }
    reached[instruction] = round
    switch program.instructions[instruction] {
    case .jump(let target): pending.append(.explore(target))
    case .split(let first, let second):
      pending.append(.explore(second))
      pending.append(.explore(first))
    case .save(let slot):
      pending.append(.restore(slot: slot, registers[slot]))
      registers[slot] = place.offset
      pending.append(.explore(instruction + 1))
    case .assert(let assertion):
      if place.holds(assertion) { pending.append(.explore(instruction + 1)) }
    case .take, .match:
      waiting.append(instruction)
      let base = instruction * program.slotCount
      for slot in registers.indices { slots[base + slot] = registers[slot] }
    }
  }
}
