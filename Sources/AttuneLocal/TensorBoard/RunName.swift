// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// The name under which TensorBoard shows a trial: `trial-07 lr=0.01 units=64`. It sorts by the trial's number, is a
/// safe name for a folder, and says as many of the parameters as it has room for.
package enum RunName {
  /// In bytes; some file systems take no more than 143.
  private static let longest = 110

  /// - Parameters:
  ///   - attempt: told from the second on, so that what an earlier one wrote is another run.
  ///   - trials: how many trials the job may have, for leading zeros.
  package static func of(_ trial: Trial, attempt: Int, trials: Int) -> String {
    let digits = "\(trial.id)"
    let width = max(2, "\(trials)".count)
    var name = "trial-" + String(repeating: "0", count: max(0, width - digits.count)) + digits
    let ending = attempt > 1 ? " attempt=\(attempt)" : ""
    for (index, entry) in trial.assignment.entries.enumerated() {
      let part = " \(safe(entry.name))=\(safe(shortText(of: entry.value)))"
      let isLast = index == trial.assignment.entries.count - 1
      // What is left out is counted: ` +12`.
      guard name.utf8.count + part.utf8.count + ending.utf8.count + (isLast ? 0 : 5) <= longest else {
        return name + " +\(trial.assignment.entries.count - index)" + ending
      }
      name += part
    }
    return name + ending
  }

  private static func shortText(of value: ParameterValue) -> String {
    switch value {
    case .double(let number), .discrete(let number): number.shortText()
    case .integer(let number): "\(number)"
    case .categorical(let text): text
    }
  }

  /// Letters, digits and a few signs, of any script; `_` for all else.
  private static func safe(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(isSafe(scalar) ? scalar : "_") }
    return result
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "+": true
    default: scalar.value >= 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
  }
}
