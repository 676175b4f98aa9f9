// SPDX-License-Identifier: Apache-2.0

/// The user's program and how hyperparameters reach it.
public struct Trainer: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case python, r, julia, shell, executable, module, command
  }

  public var kind: Kind
  /// argv without the tuned flags, as the user sees it: `python3 train.py --epochs 5`.
  public var command: [String]
  /// Whether `command` holds `{name}` placeholders; then no flags are appended.
  public var usesPlaceholders: Bool
  /// The script as it was given; nil for a bare command.
  public var script: String?

  public init(kind: Kind, command: [String], usesPlaceholders: Bool = false, script: String? = nil) {
    self.kind = kind
    self.command = command
    self.usesPlaceholders = usesPlaceholders
    self.script = script
  }
}
