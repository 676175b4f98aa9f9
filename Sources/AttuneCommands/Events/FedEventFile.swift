// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An event file and how far it was read.
struct FedEventFile {
  enum Item {
    case event(Event)
    /// A file that can't be read, or a damaged record; a line for people.
    case problem(String)
  }

  let path: String
  private var reader = RecordReader()
  private var bytesRead = 0
  private var identity: UInt64?
  private var hasFailed = false
  private var latestDamage: Int?

  init(_ path: String) { self.path = path }

  /// Reads what is new, piece by piece. A file that was replaced or cut is read from its start again.
  mutating func read(_ take: (Item) -> Void) {
    var status = stat()
    if stat(path, &status) == 0, identity == UInt64(status.st_ino), bytesRead == Int(status.st_size) { return }
    do throws(InputError) {
      var file = try FilePortions(of: path)
      if file.identity != identity || file.size < bytesRead { startOver(file.identity) }
      var isReadable = true
      while isReadable, let count = try file.next(from: bytesRead, feed: { reader.feed($0) }) {
        bytesRead += count
        isReadable = takeRecords(take)
      }
      hasFailed = false
    } catch {
      if !hasFailed { take(.problem(error.description)) }
      hasFailed = true
    }
  }

  private mutating func startOver(_ identity: UInt64) {
    self.identity = identity
    reader = RecordReader()
    bytesRead = 0
    latestDamage = nil
  }

  /// - Returns: whether more of the file can be understood.
  private mutating func takeRecords(_ take: (Item) -> Void) -> Bool {
    while true {
      switch reader.next() {
      case .record(let record):
        if let event = try? Event(decoding: record.payload.span) {
          take(.event(event))
        } else {
          take(.problem("\(path): \(RecordDamage(.notAnEvent, at: record.offset))"))
        }
      case .damaged(let damage):
        // The same damage once more only has its end.
        if damage.offset != latestDamage { take(.problem("\(path): \(damage)")) }
        latestDamage = damage.offset
      case .needsMoreData: return true
      case .ended: return false
      }
    }
  }
}
