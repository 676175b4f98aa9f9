// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneEvents
import AttuneJob

extension LogCheck {
  /// What is printed: the matches, how many there are, and what to do if there are none.
  package var report: String {
    let table = Table(
      [.init("line"), .init("step"), .init("value")],
      rows: matches.map { ["\($0.line)", "\($0.step)", "\($0.value)"] })
    let parts = [
      matches.isEmpty ? nil : table.text(), count > matches.count ? "… and \(count - matches.count) more" : nil,
      summary,
      unusable > 0 ? unusableLines : nil, count == 0 ? advice : nil,
    ]
    return parts.compactMap { $0 }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
  }

  private var metric: String { tag.isEmpty ? "the metric" : "'\(tag)'" }

  private var summary: String {
    let of = "\(count) of \(lines) \(lines == 1 ? "line" : "lines")"
    let end = last.map { "; the last value is \($0.value) at step \($0.step)" } ?? ""
    return PrintableText.escaped("\(of) of '\(path)' \(count == 1 ? "tells" : "tell") \(metric)\(end)")
  }

  private var unusableLines: String {
    let more = unusable > troubles.count ? ["  … and \(unusable - troubles.count) more"] : []
    return (["these ought to, but don't:"] + troubles.map { "  " + PrintableText.escaped($0) } + more)
      .joined(separator: "\n")
  }

  private var advice: String? {
    if lines == 0 { return "the file is empty" }
    switch origin {
    case .events: return nil
    case .pattern(let pattern, _): return patternAdvice(pattern.pattern.text)
    case .json: return nameAdvice("key", "no line holds a JSON object with a number in it")
    case .csv: return nameAdvice("column", "the first line names no columns")
    }
  }

  private func patternAdvice(_ pattern: String) -> String {
    var text = ["no line matches: \(pattern)"]
    guard !hints.lines.isEmpty else { return (text + ["no other line holds a number"]).joined(separator: "\n") }
    text.append(hints.nameTheTag ? "lines that speak of \(metric):" : "lines that hold a number:")
    text += hints.lines.map { "  \($0.number): \($0.text)" }
    if let pattern = hints.pattern { text.append("this would match: regex: '\(pattern.replacing("'", with: "''"))'") }
    return text.map { PrintableText.escaped($0) }.joined(separator: "\n")
  }

  private func nameAdvice(_ kind: String, _ nothing: String) -> String {
    guard !names.isEmpty else { return unusable > 0 ? "no line could be read" : nothing }
    let nearest = TagResolution(of: tag).nearest(among: names)
    let question = NearestName.question(tag, among: names).map { "; \($0)" } ?? ""
    let list = nearest.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
    return ["no \(kind) \(metric) holds a number\(question)", "there are: \(list)"]
      .map { PrintableText.escaped($0) }.joined(separator: "\n")
  }
}
