// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob

/// Whether a trainer's program is there, and how an R script will run.
struct TrainerCheck {
  private(set) var warnings: [Diagnostic] = []
  /// Lines in the manner of a configuration's summary.
  private(set) var notes: [String] = []

  init(of trainer: Trainer, in programs: Programs) {
    guard let program = trainer.command.first, !program.contains("/") else { return }
    guard programs.path(of: program) != nil else {
      warnings.append(
        Diagnostic(
          .warning, at: nil, "'\(program)' is not found on PATH, so no trial could start",
          hint: "install it, or put its folder on PATH; 'attune doctor' looks for it, too"))
      return
    }
    guard trainer.kind == .r else { return }
    notes.append(
      programs.hasTfruns
        ? "R script       runs inside tfruns::training_run"
        : "R script       is sourced, since the package tfruns is not installed")
  }
}
