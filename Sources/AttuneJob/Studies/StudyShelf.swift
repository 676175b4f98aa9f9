// SPDX-License-Identifier: Apache-2.0
import AttuneStudy
import Synchronization

/// A study in memory, with its optimizer, which remembers its last fits.
struct OpenStudy: Sendable {
  var history: StudyHistory
  let optimizer: any Optimizer
}

/// The studies that are in memory: those used last, up to a weight in all.
final class StudyShelf: Sendable {
  private struct Place {
    var study: OpenStudy
    var lastUse: Int
  }

  private struct Content {
    var places: [StudyName: Place] = [:]
    var uses = 0
    var weight: Int { places.values.reduce(0) { $0 + $1.study.history.weight } }
  }

  private let content = Mutex(Content())
  private let capacity: Int
  private let most: Int

  /// - Parameters:
  ///   - capacity: in trials and measurements; one study may have more.
  ///   - most: in studies.
  init(capacity: Int, most: Int) {
    self.capacity = capacity
    self.most = most
  }

  var weight: Int { content.withLock { $0.weight } }

  subscript(name: StudyName) -> OpenStudy? {
    content.withLock { content in
      content.uses += 1
      content.places[name]?.lastUse = content.uses
      return content.places[name]?.study
    }
  }

  /// - Returns: the studies that had to go for it.
  func put(_ study: OpenStudy) -> [StudyName] {
    content.withLock { content in
      content.uses += 1
      content.places[study.history.name] = Place(study: study, lastUse: content.uses)
      var gone: [StudyName] = []
      while content.places.count > 1, content.places.count > most || content.weight > capacity {
        guard let oldest = content.places.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { break }
        content.places[oldest] = nil
        gone.append(oldest)
      }
      return gone
    }
  }

  func remove(_ name: StudyName) { content.withLock { $0.places[name] = nil } }
}
