// SPDX-License-Identifier: Apache-2.0

/// Runs a program over a text: all threads side by side, one character at a time, the preferred first.
struct PatternMachine {
  private let program: PatternProgram
  private var threads: PatternThreads
  private var next: PatternThreads
  private var registers: [Int]
  /// The slots of the best match so far.
  private var found: [Int]?

  init(_ program: PatternProgram) {
    self.program = program
    threads = PatternThreads(program)
    next = PatternThreads(program)
    registers = [Int](repeating: -1, count: program.slotCount)
  }

  /// The slots of the match.
  mutating func run(on text: Span<UInt8>) -> [Int]? {
    var place = 0
    var before: UInt32?
    while true {
      if threads.waiting.isEmpty, found != nil { break }
      if threads.waiting.isEmpty, let first = program.firstBytes {
        // Nothing is under way, so what can't begin a match is skipped.
        while place < text.count, !first[Int(text[place])] { (before, place) = UTF8Scalar.step(text, place) }
        if place == text.count { break }
      }
      let (scalar, end) = UTF8Scalar.step(text, place)
      if found == nil { start(at: Self.place(place, before, scalar, end, in: text)) }
      next.clear()
      advance(over: scalar, to: end, in: text)
      swap(&threads, &next)
      if place == text.count { break }
      (before, place) = (scalar, end)
    }
    return found
  }

  /// A match that begins here is less preferred than those under way.
  private mutating func start(at place: PatternPlace) {
    for slot in registers.indices { registers[slot] = -1 }
    threads.add(0, at: place, &registers)
  }

  /// Moves every thread over one character; nil is the end of the text.
  private mutating func advance(over scalar: UInt32?, to end: Int, in text: Span<UInt8>) {
    let (after, afterEnd) = UTF8Scalar.step(text, end)
    let place = Self.place(end, scalar, after, afterEnd, in: text)
    for instruction in threads.waiting {
      switch program.instructions[instruction] {
      case .match:
        // Those behind are less preferred.
        found = Array(threads.slots(of: instruction))
        return
      case .take(let set):
        guard let scalar, set.contains(scalar) else { continue }
        load(threads.slots(of: instruction))
        next.add(instruction + 1, at: place, &registers)
      default: continue
      }
    }
  }

  private mutating func load(_ slots: ArraySlice<Int>) {
    for (slot, value) in slots.enumerated() { registers[slot] = value }
  }

  private static func place(
    _ offset: Int, _ before: UInt32?, _ after: UInt32?, _ end: Int, in text: Span<UInt8>
  ) -> PatternPlace {
    PatternPlace(offset: offset, before: before, after: after, isBeforeLast: end == text.count)
  }
}
