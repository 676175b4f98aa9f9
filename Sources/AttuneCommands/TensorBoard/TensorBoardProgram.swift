// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneLocal

/// The TensorBoard of this user: its program, and what stands before its options.
package struct TensorBoardProgram: Sendable, Hashable {
  package let program: String
  package let arguments: [String]

  /// - Throws: `InputError` where there is none.
  package init(for spec: JobSpec, in paths: JobPaths) throws {
    let environment = Composition.environment
    // A virtual environment in which the job was made need not be active now.
    let captured = (try? CapturedEnvironment.read(from: paths)) ?? [:]
    let searchPaths = [environment["PATH"] ?? "/usr/bin:/bin", captured["PATH"] ?? ""]
    let found =
      Self.find(on: searchPaths[0]) ?? Self.find(in: Self.folders(of: spec, environment))
      ?? (captured["PATH"] == environment["PATH"] ? nil : Self.find(on: searchPaths[1]))
    guard let found else {
      throw InputError(
        """
        there is no TensorBoard: no program 'tensorboard' and no module of python3, neither on PATH nor where the job \
        has its programs
          install it with 'pip install tensorboard', or open the directory elsewhere: attune tensorboard --print-logdir
        """)
    }
    self = found
  }

  private init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  private static func find(on path: String) -> TensorBoardProgram? {
    let search = ProgramSearch(searchPath: path, workingDirectory: "/")
    if let program = try? search.find("tensorboard") { return TensorBoardProgram(program) }
    guard let python = try? search.find("python3"), hasModule(python) else { return nil }
    return TensorBoardProgram(python, ["-m", "tensorboard.main"])
  }

  private static func find(in folders: [String]) -> TensorBoardProgram? {
    let search = ProgramSearch(searchPath: folders.joined(separator: ":"), workingDirectory: "/")
    return folders.isEmpty ? nil : (try? search.find("tensorboard")).map { TensorBoardProgram($0) }
  }

  /// Where else it is likely to be: beside the trainer's interpreter, and in the environments of R's reticulate.
  private static func folders(of spec: JobSpec, _ environment: [String: String]) -> [String] {
    let interpreters = [spec.trainer.command.first, environment["RETICULATE_PYTHON"]].compactMap { $0 }
    var folders = interpreters.filter { $0.hasPrefix("/") }.compactMap { path in
      path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
    if let home = environment["HOME"] {
      folders += ["r-tensorflow", "r-keras", "r-reticulate"].map { "\(home)/.virtualenvs/\($0)/bin" }
    }
    return folders
  }

  private static func hasModule(_ python: String) -> Bool {
    let question = "import importlib.util as u; print('yes' if u.find_spec('tensorboard') else 'no')"
    return ProgramOutput.of(python, ["-c", question], environment: Composition.environment) == "yes\n"
  }
}
