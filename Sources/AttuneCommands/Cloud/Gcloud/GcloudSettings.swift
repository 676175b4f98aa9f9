// SPDX-License-Identifier: Apache-2.0

/// Who asks and for which project: flags, then gcloud's own variables, then what makes sense on one's own machine.
struct GcloudSettings {
  let line: GcloudLine
  let environment: [String: String]

  var account: String { value("account", "CLOUDSDK_CORE_ACCOUNT") ?? "\(environment["USER"] ?? "user")@localhost" }
  var project: String { value("project", "CLOUDSDK_CORE_PROJECT") ?? "attune" }
  /// Nil where none is set; callers have a default of their own.
  var region: String? { value("region", "CLOUDSDK_COMPUTE_REGION") }

  private func value(_ flag: String, _ variable: String) -> String? {
    [line.flags[flag], environment[variable]].lazy.compactMap { $0 }.first { !$0.isEmpty }
  }

  /// Each line a name and a number, as the R package reads them. It asks for 246.0.0 at least, the first release that
  /// called the service `ai-platform`.
  static let version = """
    Google Cloud SDK 246.0.0
    attune \(Attune.version)

    """
}

extension GcloudCall {
  func printSetting() throws {
    let property = try operand("SECTION/PROPERTY")
    let value: String? =
      switch property {
      case "account", "core/account": settings.account
      case "project", "core/project": settings.project
      case "region", "compute/region": settings.region
      default: nil
      }
    guard let value else {
      guard property.hasSuffix("region") else {
        throw GcloudFailure(name, "Section [core] has no property [\(property)].")
      }
      StandardError.say("(unset)")
      return try StandardOutput.write("\n")
    }
    try StandardOutput.write("\(value)\n")
  }
}
