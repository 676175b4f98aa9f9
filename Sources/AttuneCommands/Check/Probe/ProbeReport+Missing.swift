// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneEvents
import AttuneJob

/// The words where the metric was not seen: what the script wrote instead, and what to change.
extension ProbeReport {
  func missing(_ wanted: String) -> [Words] {
    if let source = spec.tuning?.origin.words { return missing(wanted, from: source) }
    let tags = TagResolution(of: wanted).nearest(among: result.series.map(\.tag) + findings.seen)
    if !tags.isEmpty { return unmatched(wanted, tags) }
    if !findings.files.isEmpty { return unwritten }
    return [
      Words(label: "metric", text: "\(hasEnded ? "it wrote" : "there is") no event file\(hasEnded ? "" : " yet")"),
      earlier, Words(label: "to do", text: noFileAdvice),
    ].compactMap { $0 }
  }

  var hasEnded: Bool { result.ending == .exited }

  private func unmatched(_ wanted: String, _ tags: [String]) -> [Words] {
    let name = wanted.isEmpty ? TagResolution.defaultTag : wanted
    var text = "no scalar is tagged '\(name)'\(hasEnded ? "" : " so far")"
    guard let nearest = NearestName.to(name, among: tags) else {
      let shown = tags.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      return [
        Words(label: "metric", text: "\(text); none of those that appeared is near to it (\(shown))"),
        Words(label: "to do", text: "choose one of the tags below, as \(Self.line(tags[0]))"),
      ]
    }
    let isCase = nearest.lowercased() == name.lowercased()
    if !isCase, Self.isValidation(name), !Self.isValidation(nearest) {
      text += "; there is '\(nearest)', which is the training value: does the script validate at all?"
      return [
        Words(label: "metric", text: text),
        Words(label: "to do", text: "have it write a validation value, or tune for\n\(Self.line(nearest))"),
      ]
    }
    text += "; did you mean '\(nearest)'?" + (isCase ? " Tags are case-sensitive" : "")
    return [
      Words(label: "metric", text: text), Words(label: "to do", text: "write into \(file)\n\(Self.line(nearest))"),
    ] + lateness(of: result.series.first { $0.tag == nearest })
  }

  /// Event files without a scalar.
  private var unwritten: [Words] {
    let file = findings.files[0]
    let text = "'\(file)' holds no scalar" + (hasEnded ? "" : " yet: its writer may hold them back")
    let advice =
      hasEnded
      ? "call the writer's flush() or close() before the script ends: what it holds back is lost otherwise"
      : "call the writer's flush() after each report (TensorFlow and PyTorch write every 2 minutes unless told "
        + "otherwise), or probe for longer, as --probe-seconds 180"
    return [Words(label: "metric", text: text), Words(label: "to do", text: advice)]
  }

  private var earlier: Words? {
    result.earlierEventFile.map {
      Words(label: "", text: "'\($0)' in this folder is of an earlier run: a trial never sees it")
    }
  }

  private var noFileAdvice: String {
    if result.hasFailed { return "see why it failed" }
    let advice = "have the script write its metric for TensorBoard, below its working directory"
    return hasEnded ? advice : "\(advice); or it comes later: probe for longer, as --probe-seconds 180"
  }

  private var file: Substring { spec.configurationPath?.split(separator: "/").last ?? "tuning.yml" }

  private static func isValidation(_ tag: String) -> Bool {
    let name = tag.split(separator: "/").last ?? ""
    return name.hasPrefix("val_") || name.hasPrefix("epoch_val_")
  }

  /// The line of the tuning file.
  static func line(_ tag: String) -> String { "hyperparameterMetricTag: \(yaml(tag))" }

  /// Quoted only where YAML needs it.
  private static func yaml(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "_./-".contains($0) }
    let isWord =
      text.first?.isLetter == true
      && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .contains(text.lowercased())
    return isPlain && isWord ? text : "'\(text.replacing("'", with: "''"))'"
  }
}
