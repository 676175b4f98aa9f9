// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials
import Glibc

/// `owner.lock`, held until it is released: the kernel gives it back when the process dies.
///
/// Its content names the holder; it counts only while the lock is held. It has room for a word of trouble, taken
/// while there is space: a full disk is told of in it.
final class OwnerLock: Sendable {
  private static let room = 1_024
  private let descriptor: Int32
  private let owner: JobOwner

  /// - Parameter isNamed: whether the holder must be named in it, which takes space.
  /// - Throws: `ownedElsewhere`, and nothing has changed.
  convenience init(_ path: String, of job: JobID, as owner: JobOwner, isNamed: Bool = true) throws {
    try self.init(path, as: owner, isNamed: isNamed) { holder in
      "the job \(job) is run by process \(holder.pid) on \(holder.host); "
        + "'attune watch \(job)' follows it, 'attune cancel \(job)' ends it"
    }
  }

  /// - Parameters:
  ///   - isNamed: whether the holder must be named in it, which takes space.
  ///   - refusal: what to say where another holds it.
  /// - Throws: `ownedElsewhere`, and nothing has changed.
  init(_ path: String, as owner: JobOwner, isNamed: Bool = true, refusal: (JobOwner) -> String) throws {
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT)
    guard try Self.isLocked(file.raw, path) else {
      throw JobStoreError(.ownedElsewhere, refusal(Self.owner(namedBy: file)))
    }
    ftruncate(file.raw, 0)
    do {
      try file.write(Self.content(naming: owner), for: path)
    } catch {
      guard !isNamed else { throw error }
    }
    self.owner = owner
    descriptor = file.release()
  }

  /// Says what keeps the holder from writing; nil once nothing does.
  func name(trouble: String?) {
    var owner = owner
    owner.trouble = trouble.map { $0.count > 300 ? "\($0.prefix(300))…" : $0 }
    let content = Self.content(naming: owner)
    pwrite(descriptor, content, content.count, 0)
  }

  /// The same length for whatever is said: what is overwritten needs no new space.
  private static func content(naming owner: JobOwner) -> [UInt8] {
    let json = JSONText.of(owner)
    return json + [UInt8](repeating: UInt8(ascii: " "), count: max(0, room - json.count - 1)) + [UInt8(ascii: "\n")]
  }

  /// Others can have the lock at once. The name goes first: afterwards the file may be another's.
  func release() {
    ftruncate(descriptor, 0)
    unlock()
  }

  deinit {
    unlock()
    close(descriptor)
  }

  /// A trainer's supervisor in the making may still share the descriptor; closing alone would leave it locked.
  private func unlock() { flock(descriptor, LOCK_UN) }

  /// Who holds the lock; nil if nobody does.
  static func holder(of path: String) throws -> JobOwner? {
    guard access(path, F_OK) == 0 else { return nil }
    let file = try Descriptor(opening: path, O_RDONLY)
    guard flock(file.raw, LOCK_SH | LOCK_NB) != 0 else { return nil }
    guard errno == EWOULDBLOCK else { throw SystemError("try the lock", path) }
    return owner(namedBy: file)
  }

  /// Those who only ask hold a shared lock for a moment. If one can be had beside them there is no owner,
  /// and it is worth trying again, for a second at most.
  private static func isLocked(_ descriptor: Int32, _ path: String) throws -> Bool {
    for _ in 0..<1_000 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK else { throw SystemError("lock", path) }
      if flock(descriptor, LOCK_SH | LOCK_NB) != 0 { return false }
      flock(descriptor, LOCK_UN)
      usleep(1_000)
    }
    throw JobStoreError(.unavailable, "could not lock '\(path)': another program holds it, but runs no job; end it")
  }

  private static func owner(namedBy file: borrowing Descriptor) -> JobOwner {
    let content = try? file.bytes(from: 0, count: 4_096)
    let owner = try? JournalDecoder().value(JobOwner.self, from: Data(content ?? []))
    // Between taking the lock and writing the name.
    return owner ?? JobOwner(host: "an unnamed host", pid: 0)
  }
}
