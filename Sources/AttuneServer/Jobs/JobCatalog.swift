// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Synchronization

/// Every job as it was a moment ago: many requests share one look into the folders.
///
/// What was made through this server is seen at once; what others make, `patience` later at most.
final class JobCatalog: Sendable {
  private static let patience = Duration.milliseconds(500)

  private struct Shelf {
    var listings: [JobListing]?
    var time: ContinuousClock.Instant
    var isBeingFilled = false
    /// Counts changes: what was looked up before one is not kept after it.
    var generation = 0
  }

  private let service: JobService
  private let shelf: Mutex<Shelf>

  init(_ service: JobService) {
    self.service = service
    shelf = Mutex(Shelf(listings: nil, time: .now))
  }

  /// Newest first; unreadable ones last.
  func listings() async throws -> [JobListing] {
    let (kept, generation) = shelf.withLock { shelf -> ([JobListing]?, Int) in
      if let listings = shelf.listings, shelf.isBeingFilled || ContinuousClock.now - shelf.time < Self.patience {
        return (listings, shelf.generation)
      }
      shelf.isBeingFilled = true
      return (nil, shelf.generation)
    }
    if let kept { return kept }
    do {
      let listings = try await service.jobs()
      shelf.withLock { shelf in
        shelf.isBeingFilled = false
        guard shelf.generation == generation else { return }
        shelf.listings = listings
        shelf.time = .now
      }
      return listings
    } catch {
      shelf.withLock { $0.isBeingFilled = false }
      throw error
    }
  }

  /// Something was changed through this server.
  func forget() {
    shelf.withLock { shelf in
      shelf.listings = nil
      shelf.generation += 1
    }
  }
}
