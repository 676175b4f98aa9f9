// SPDX-License-Identifier: Apache-2.0

/// The programs that start trainers, and the one that shows what they wrote.
package enum ProgramFindings {
  package static func all(in programs: Programs) -> [Finding] {
    [
      finding("python3", "scripts that end in .py", in: programs),
      finding("Rscript", "scripts that end in .R", in: programs),
      tfruns(in: programs),
      finding("julia", "scripts that end in .jl", in: programs),
      finding("sh", "scripts that end in .sh", in: programs),
      finding("tensorboard", "'attune tensorboard', which also looks where a job has its programs", in: programs),
    ].compactMap { $0 }
  }

  private static func finding(_ program: String, _ purpose: String, in programs: Programs) -> Finding {
    guard let path = programs.path(of: program) else {
      return Finding(.missing, program, "not found on PATH; needed for \(purpose)")
    }
    return Finding(.ok, program, "\(path), for \(purpose)")
  }

  /// Nil without R, of which all has been said then.
  private static func tfruns(in programs: Programs) -> Finding? {
    guard programs.path(of: "Rscript") != nil else { return nil }
    return programs.hasTfruns
      ? Finding(.ok, "tfruns", "R scripts run inside tfruns::training_run")
      : Finding(
        .missing, "tfruns",
        "needed for R scripts whose Keras writes its event files only inside a tfruns run; "
          + "install it in R: install.packages(\"tfruns\")")
  }
}
