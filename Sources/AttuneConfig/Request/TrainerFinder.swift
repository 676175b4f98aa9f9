// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Finds out how the user's program is started.
struct TrainerFinder {
  /// Real and absolute.
  let directory: String
  /// Nil where the file has errors; the program is looked at all the same.
  let configuration: Configuration?
  var diagnostics = Diagnostics()

  init(directory: String, configuration: Configuration?) {
    self.directory = directory
    self.configuration = configuration
  }

  /// Nil where something is wrong with it; that has been said then.
  mutating func trainer(for program: JobRequest.Program) -> Trainer? {
    switch program {
    case .none: return module()
    case .script(let script, let arguments): return self.script(script, arguments: arguments)
    case .command(let command): return self.command(command)
    }
  }

  private mutating func module() -> Trainer? {
    if let module = configuration?.pythonModule {
      return Trainer(
        kind: .module, command: ["python3", "-m", module] + (configuration?.arguments ?? []))
    }
    if configuration != nil {
      diagnostics.error(
        "no SCRIPT is given", at: nil, hint: "name the training script: attune run train.py, or -- COMMAND")
    }
    return nil
  }

  private mutating func script(_ script: String, arguments: [String]?) -> Trainer? {
    if let module = configuration?.pythonModule {
      diagnostics.add(
        .notice, at: nil, "'pythonModule' (\(module)) is not used: '\(script)' is given on the command line")
    }
    let place = FilePlace(script, in: directory)
    guard let start = start(of: place) else { return nil }
    return Trainer(
      kind: start.kind, command: start.command + (arguments ?? configuration?.arguments ?? []), script: script)
  }

  private mutating func start(of place: FilePlace) -> (kind: Trainer.Kind, command: [String])? {
    let kind = place.kind
    switch kind {
    case .missing:
      diagnostics.error("no script '\(place.written)'", at: nil, hint: place.nearestNeighbour ?? "check the path")
      return nil
    case .directory:
      diagnostics.error(
        "'\(place.written)' is a directory, not a script", at: nil, hint: "name the script inside it")
      return nil
    case .plain, .executable: break
    }
    let path = place.inWorkingCopy
    if let (kind, interpreter) = Self.interpreters[place.fileExtension] { return (kind, [interpreter, path]) }
    if kind == .executable { return (.executable, [path.contains("/") ? path : "./\(path)"]) }
    let what = place.fileExtension.isEmpty ? "has no extension" : "'.\(place.fileExtension)' names no interpreter"
    diagnostics.error(
      "cannot tell how to start '\(place.written)': it is not executable, and \(what)", at: nil,
      hint: "chmod +x \(place.written.quotedForShell), or name its program: "
        + "attune run -- PROGRAM \(place.written.quotedForShell)")
    return nil
  }

  private static let interpreters: [String: (Trainer.Kind, String)] = [
    "py": (.python, "python3"), "R": (.r, "Rscript"), "r": (.r, "Rscript"), "jl": (.julia, "julia"),
    "sh": (.shell, "sh"),
  ]
}

extension FilePlace {
  /// Empty where the name has none.
  fileprivate var fileExtension: String {
    let name = written.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return String(name[name.index(after: dot)...])
  }
}
