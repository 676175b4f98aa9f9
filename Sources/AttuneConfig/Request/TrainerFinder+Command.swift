// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension TrainerFinder {
  mutating func command(_ command: [String]) -> Trainer? {
    guard let program = command.first, !program.isEmpty else {
      diagnostics.error("no command stands behind '--'", at: nil, hint: "attune run -- COMMAND ARG…")
      return nil
    }
    if program.contains("/") {
      let place = FilePlace(program, in: directory)
      if place.kind == .missing {
        diagnostics.error("no program '\(program)'", at: nil, hint: place.nearestNeighbour ?? "check the path")
        return nil
      }
    }
    if configuration?.arguments?.isEmpty == false {
      diagnostics.add(
        .notice, at: nil, "'args' of the file is not used: the command is used as it is",
        hint: "write its arguments behind the command")
    }
    return placeholders(in: command)
  }

  /// A command that mentions a name in braces is a template: each parameter once or more, no unknown name.
  private mutating func placeholders(in command: [String]) -> Trainer? {
    let parameters = configuration?.tuning?.space.parameters.map(\.name) ?? []
    guard !parameters.isEmpty, command.contains(where: { $0.mentionsName(of: parameters) }) else {
      return Trainer(kind: .command, command: command)
    }
    do {
      let template = try CommandTemplate(command)
      guard !template.names.isEmpty else {
        return Trainer(kind: .command, command: template.expanded(with: Assignment([])))
      }
      checkNames(of: template, against: parameters)
      return Trainer(kind: .command, command: command, usesPlaceholders: true)
    } catch {
      diagnostics.error("\(error)", at: nil)
      return nil
    }
  }

  private mutating func checkNames(of template: CommandTemplate, against parameters: [String]) {
    for name in template.names where !parameters.contains(name) {
      let nearest = NearestName.question(name, among: parameters).map { "\($0) " } ?? ""
      diagnostics.error(
        "'{\(name)}' in the command names no parameter", at: nil,
        hint: "\(nearest)the parameters are \(parameters.joined(separator: ", ")); "
          + "write {{\(name)}} for braces")
    }
    let missing = parameters.filter { !template.names.contains($0) }
    guard !missing.isEmpty else { return }
    diagnostics.error(
      "the command has no place for \(missing.map { "{\($0)}" }.joined(separator: ", "))", at: nil,
      hint: "use a placeholder for every parameter, or for none: then --name=value flags are appended")
  }
}

extension String {
  /// Whether it holds `{name}`: a parameter's, or any that looks like one.
  fileprivate func mentionsName(of parameters: [String]) -> Bool {
    if parameters.contains(where: { contains("{\($0)}") }) { return true }
    let parts = split(separator: "{", omittingEmptySubsequences: false).dropFirst()
    return parts.contains { part in
      guard let end = part.firstIndex(of: "}"), let first = part.first, first.isLetter || first == "_"
      else { return false }
      return part[..<end].allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    }
  }
}
