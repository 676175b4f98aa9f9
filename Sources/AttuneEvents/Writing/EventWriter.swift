// SPDX-License-Identifier: Apache-2.0

/// Makes the bytes of an event file: append them to a file whose name contains `tfevents`, and flush.
///
/// Only whole records are handed out, so a reader never waits for the rest of one that is not coming.
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

  /// Goes on with a file that has its beginning already.
  package init() {}

  /// Appends a `simple_value`, which holds a 32-bit float.
  public mutating func write(_ tag: String, _ value: Double, step: Int, wallTime: Double) {
    write(Event(wallTime: wallTime, step: step, tag: tag, value: value))
  }

  /// Appends a tensor of one element, as `tf.summary.scalar` of TensorFlow 2 does; `.double` keeps every digit.
  ///
  /// - Parameter type: a number's; of another type the tensor holds no scalar.
  public mutating func write(_ tag: String, _ value: Double, as type: TensorType, step: Int, wallTime: Double) {
    let value = SummaryValue(tag: tag, plugin: "scalars", .tensor(type, scalar: value))
    write(Event(wallTime: wallTime, step: step, content: .summary([value])))
  }

  public mutating func write(_ event: Event) {
    bytes += event.record
  }

  /// - Parameter message: an `Event` of protobuf.
  mutating func write(message: [UInt8]) {
    bytes += Record.frame(message)
  }

  /// The bytes since the last call.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
