// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneServer

/// What gcloud says when it can't, and its exit status: 2 for the command line, 1 for all else.
package struct GcloudFailure: Error, Sendable, Hashable {
  let text: String
  let status: Int32

  /// - Parameter command: `gcloud.ai-platform.jobs.describe`.
  init(_ command: String, _ text: String, status: Int32 = 1) {
    self.text = "ERROR: (\(command)) \(text)"
    self.status = status
  }

  /// The service's answer; its details follow as YAML.
  init(_ command: String, _ error: APIError) {
    let details = error.output["error"]?["details"].map { "\n" + YAMLOutput.of($0).dropLast() } ?? ""
    self.init(command, "\(error.status.rawValue): \(error.message)\(details)")
  }

  init(_ command: String, _ error: any Error) {
    switch error {
    case let failure as GcloudFailure: self = failure
    case let error as APIError: self.init(command, error)
    case let error as JobStoreError where error.code == .unavailable:
      self.init(command, APIError(.unavailable, error.description))
    case let error as JobStoreError: self.init(command, APIError(.failedPrecondition, error.description))
    case let error as TrialExecutorError: self.init(command, APIError(.failedPrecondition, error.description))
    case let error as any InputMistake: self.init(command, APIError(.invalidArgument, error.description))
    default: self.init(command, "\(error)")
    }
  }

  /// A command that there is not.
  init(unknown words: [String]) {
    let known = GcloudCommand.allCases.map { command in
      command.rawValue.hasPrefix("jobs") ? "ai-platform \(command.rawValue)" : command.rawValue
    }
    if let refusal = Self.refusal(of: words) {
      self = refusal
      return
    }
    let group = GcloudCommand.groups.contains(words.first ?? "") ? words.prefix(2) : words.prefix(1)
    let isGroup = known.contains { $0.hasPrefix(group.map(Self.canonical).joined(separator: " ") + " ") }
    let place = isGroup ? group[...] : group.dropLast()
    let choice = words.dropFirst(place.count).first
    let name = (["gcloud"] + place).joined(separator: ".")
    let what = choice.map { "Invalid choice: '\($0)'." } ?? "Command name argument expected."
    let prefix = place.map(Self.canonical).joined(separator: " ")
    let near = known.filter { prefix.isEmpty || $0.hasPrefix("\(prefix) ") }.map { "  gcloud \($0)" }
    self.init(
      name, (["\(what)", "This gcloud is Attune's; it knows:"] + near).joined(separator: "\n"), status: 2)
  }

  /// `jobs` is a group of either name.
  private static func canonical(_ word: String) -> String { word == "ml-engine" ? "ai-platform" : word }

  /// What the cloud has and a machine of one's own has not.
  private static func refusal(of words: [String]) -> GcloudFailure? {
    let services: Set = ["models", "versions", "predict", "local", "operations", "explain"]
    let isPlatform = words.first.map(GcloudCommand.groups.contains) ?? false
    if isPlatform, words.count > 1, services.contains(words[1]) {
      return GcloudFailure(
        (["gcloud"] + words.prefix(words[1] == "predict" ? 2 : 3)).joined(separator: "."),
        "UNIMPLEMENTED: this gcloud is Attune's: it runs training jobs on this machine and serves no models. Load what "
          + "the best trial saved: job_collect() brings it.")
    }
    if words.first == "auth" || words.first == "init" {
      return GcloudFailure(
        "gcloud.\(words[0])",
        "UNIMPLEMENTED: this gcloud is Attune's: jobs run on this machine, and there is nothing to sign in to.")
    }
    return nil
  }
}
