// SPDX-License-Identifier: Apache-2.0

/// Makes the bytes of an event file: write them to a file whose name contains `tfevents`, and flush.
///
/// ```swift
/// var writer = EventWriter(wallTime: now)
/// writer.write("val_acc", 0.93, step: 1, wallTime: now)
/// file.write(writer.takeBytes())
/// ```
public struct EventWriter: Sendable {
  /// Whole records that were not taken yet.
  public private(set) var bytes: [UInt8] = []

  /// Begins with the record that every event file begins with.
  ///
  /// - Parameter wallTime: seconds since 1970.
  public init(wallTime: Double) {
    write(Event(wallTime: wallTime, step: 0, content: .fileVersion("brain.Event:2")))
  }

  /// Appends a `simple_value`, which holds a 32-bit float.
  public mutating func write(_ tag: String, _ value: Double, step: Int, wallTime: Double) {
    write(Event(wallTime: wallTime, step: step, tag: tag, value: value))
  }

  public mutating func write(_ event: Event) {
    bytes += event.record
  }

  /// The bytes since the last call.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
