// SPDX-License-Identifier: Apache-2.0
import Yams

/// A syntax error of YAML in words that help.
struct YAMLProblem {
  private let error: any Error
  private let text: YAMLText

  init(_ error: any Error, text: YAMLText) {
    self.error = error
    self.text = text
  }

  func diagnostic(in file: String) -> Diagnostic {
    switch error {
    case YamlError.parser(_, let problem, let mark, _) where problem.contains("nesting level"):
      return YAMLTree.tooDeep(at: .position(file: file, line: mark.line, column: mark.column))
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let isSecondDocument = problem.contains("another document")
      return Diagnostic(
        .error, at: .position(file: file, line: mark.line, column: mark.column),
        isSecondDocument ? "a second document begins here" : "not valid \(language(of: file)): \(problem)",
        hint: isSecondDocument
          ? "keep one: nothing after a second '---'" : hint(for: problem, at: mark, context: context))
    case YamlError.reader(let problem, let offset, _, _):
      let place = offset.map { text.place(of: $0) }
      return Diagnostic(
        .error, at: place.map { .position(file: file, line: $0.line, column: $0.column) } ?? .file(file),
        "not valid \(language(of: file)): \(problem)", hint: "save the file as plain text")
    case YamlError.memory:
      return YAMLTree.tooDeep(at: .file(file))
    default:
      return Diagnostic(.error, at: .file(file), "not valid \(language(of: file)): \(error)")
    }
  }

  private func language(of file: String) -> String { file.hasSuffix(".json") ? "JSON" : "YAML" }

  private func hint(for problem: String, at mark: Mark, context: YamlError.Context?) -> String? {
    if let index = text.index(line: mark.line, column: mark.column), text[index] == "\t" {
      return "YAML indents with spaces, never with tabs"
    }
    if problem.contains("unknown escape character") {
      return #"put a text with backslashes, such as a regular expression, into single quotes: '\d+'"#
    }
    if problem.contains("undefined alias") { return "put quotes around a value that begins with '*'" }
    if problem.contains("mapping values are not allowed") {
      return "check the indentation of this line and the one above; quote a value that holds ': '"
    }
    if problem.contains("did not find expected"), let context {
      let repair = context.text.contains("flow") ? "brackets and commas" : "indentation"
      return "\(context.text) that begins in line \(context.mark.line): check the \(repair)"
    }
    return context.map { "\($0.text) that begins in line \($0.mark.line)" }
  }
}
