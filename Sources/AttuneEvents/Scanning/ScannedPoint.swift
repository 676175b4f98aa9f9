// SPDX-License-Identifier: Apache-2.0

/// One scalar as a scanner delivers it: an event that is a summary of exactly one number.
public struct ScannedPoint: Sendable, Hashable {
  /// Its index in `EventScanner.series`.
  public let series: Int
  public let step: Int
  /// Seconds since 1970, by the writer's clock.
  public let wallTime: Double
  /// NaN and infinities included.
  public let value: Double
  /// Bytes from the start of the file to the next frame: a place to start reading again.
  public let end: Int
}
