// SPDX-License-Identifier: Apache-2.0

/// What all event files have in common, whoever wrote them.
public enum EventFile {
  /// Whether a file of this name is one: `events.out.tfevents.<time>.<host>…`, whatever stands around it.
  public static func isNamed(_ name: String) -> Bool { name.contains("tfevents") }

  /// Whether writers of this file version mark a restart, as they do from `brain.Event:2` on; what older ones call
  /// the start of a session is none.
  public static func marksRestarts(version: String) -> Bool {
    version.split(separator: ":").last.flatMap { Double($0) }.map { $0 >= 2 } ?? false
  }
}
