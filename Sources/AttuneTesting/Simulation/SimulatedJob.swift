// SPDX-License-Identifier: Apache-2.0
public import AttuneJob

/// A whole job in a simulated world: the loop of a controller, without its waiting.
public struct SimulatedJob: Sendable {
  public let id: JobID
  public let spec: JobSpec
  public var world: SimulatedWorld
  public private(set) var history: JobHistory
  public private(set) var journal: [JournalEntry] = []
  /// The job before anything happened.
  private let blank: JobHistory

  /// A job that nobody has opened yet; nil if the specification's search space is not valid.
  public init?(_ spec: JobSpec, in world: SimulatedWorld) {
    id = JobID(createdAt: Timestamp(milliseconds: 0))
    self.spec = spec
    self.world = world
    let stored = StoredJob(spec: spec, createTime: Timestamp(milliseconds: 0), journal: [])
    guard let history = JobHistory(id: id, job: stored) else { return nil }
    self.history = history
    blank = history
  }

  /// Records an event; its effects are not started yet.
  public mutating func record(_ event: JobEvent) -> [JobEffect] {
    guard history.isNews(event) else { return [] }
    let entry = JournalEntry(time: Timestamp(milliseconds: Int64(world.time)), event: event)
    journal.append(entry)
    return history.take(entry).effects
  }

  public mutating func perform(_ effects: [JobEffect]) {
    for effect in effects { world.perform(effect, for: history.machine.study) }
  }

  public mutating func take(_ event: JobEvent) { perform(record(event)) }

  /// A controller takes the job, or takes it again.
  public mutating func open() { take(.opened(JobOwner(host: "simulated", pid: 1))) }

  /// Takes what the world says next; false when it has nothing more to say.
  public mutating func step() -> Bool {
    guard let events = world.next() else { return false }
    for event in events { take(event) }
    return true
  }

  /// The controller dies, and another one takes over with the first `count` entries of the journal.
  public mutating func dieAndReopen(keeping count: Int) {
    world.killController()
    journal = Array(journal.prefix(count))
    history = blank
    for entry in journal { _ = history.take(entry) }
    open()
  }
}
