// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// How attempts fared on each GPU: which one fails whatever it is given, and should be given nothing more.
struct DeviceHealth: Sendable, Hashable {
  private struct Record: Sendable, Hashable {
    var ended = 0
    var failures = 0
    /// In a row, until now.
    var streak = 0

    mutating func note(isFailure: Bool) {
      ended += 1
      failures += isFailure ? 1 : 0
      streak = isFailure ? streak + 1 : 0
    }
  }

  /// Fewer failures in a row say nothing.
  private static let shortestStreak = 3
  /// How probable it may be that a device is avoided by mistake.
  private static let level = 0.05

  private var records: [String: Record] = [:]
  private(set) var avoided: Set<String> = []

  /// An attempt came to its own end.
  mutating func note(_ failure: FailureClass?, on devices: [String]) {
    let isFailure = failure.map(Self.mayBeTheDevice) ?? false
    // What is surely not the device's fault says nothing for it either.
    guard isFailure || failure == nil else { return }
    for device in devices { records[device, default: Record()].note(isFailure: isFailure) }
  }

  private static func mayBeTheDevice(_ failure: FailureClass) -> Bool {
    switch failure {
    case .exited, .killed, .gpuOutOfMemory, .timeLimit, .couldNotStart: true
    case .outOfMemory, .diskFull, .lost, .notFinite, .noMetric: false
    }
  }

  mutating func avoid(_ device: String) { avoided.insert(device) }

  mutating func forgive() { self = DeviceHealth() }

  /// Whether all failures were on one device, while trials run on others.
  ///
  /// - Parameter live: devices on which trials run now.
  func isConfined(amid live: Set<String>) -> Bool {
    let failing = Set(records.filter { $0.value.failures > 0 }.keys)
    return failing.count == 1 && !live.isSubset(of: failing)
  }

  /// The device on which trials fail far more often than elsewhere, with what shows it.
  ///
  /// With *f* of *n* attempts failed elsewhere, the chance of one more failure is taken to be (*f* + 1) / (*n* + 2)
  /// (Laplace's rule of succession). A streak is the device's own when so long a one would be improbable by chance,
  /// as often as chance had an occasion.
  ///
  /// - Parameter live: devices on which trials run now, also those on which none has ended yet.
  func suspect(amid live: Set<String>) -> (device: String, why: String)? {
    for (device, record) in records.sorted(by: { $0.key < $1.key })
    where record.streak >= Self.shortestStreak && !avoided.contains(device) {
      let others = live.union(records.keys).subtracting(avoided).subtracting([device])
      guard !others.isEmpty else { continue }
      let known = others.compactMap { records[$0] }
      let ended = known.reduce(0) { $0 + $1.ended }, failures = known.reduce(0) { $0 + $1.failures }
      let chance = Double(failures + 1) / Double(ended + 2)
      let byChance = (0..<record.streak).reduce(Double(ended + record.ended)) { product, _ in product * chance }
      guard byChance <= Self.level else { continue }
      return (device, "the last \(record.streak) trials on it failed, and \(failures) of \(ended) elsewhere")
    }
    return nil
  }
}
