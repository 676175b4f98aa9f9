// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneOptimizers
import FoundationEssentials

/// The JSON lines of `attune ask-tell`: a reply for every line, whatever it holds.
package struct AskTellDialogue: Sendable {
  private var session: AskTellSession

  package init(_ session: AskTellSession) { self.session = session }

  package init(_ tuning: JobSpec.Tuning, seed: UInt64) {
    self.init(
      AskTellSession(
        space: tuning.space, objective: tuning.objective, seed: seed, priorTrials: tuning.priorTrials,
        initialAssignments: tuning.initialAssignments, optimizer: tuning.algorithm.optimizer))
  }

  /// Without the newline.
  package mutating func reply(to line: String) -> String {
    do throws(AskTellError) {
      return try session.reply(to: AskTellRequest(json: Self.object(in: line))).json.text
    } catch {
      let words: [String: JSONValue] = ["code": .string(error.code.rawValue), "message": .string(error.message)]
      return JSONValue.object(["error": .object(words)]).text
    }
  }

  private static let request = "a request is a JSON object, such as {\"method\":\"suggest\",\"count\":1}"
  private static let nonFinite = "write \"NaN\", \"Infinity\" and \"-Infinity\" as strings"

  private static func object(in line: String) throws(AskTellError) -> [String: JSONValue] {
    guard case .object(let members) = try value(in: line) else {
      throw AskTellError(.invalidArgument, request)
    }
    return members
  }

  private static func value(in line: String) throws(AskTellError) -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
    } catch DecodingError.typeMismatch {
      throw AskTellError(.invalidArgument, "a number in '\(line.prefix(80))' is too large; \(nonFinite)")
    } catch {
      // Many writers of JSON have these words bare.
      let advice = line.contains("NaN") || line.contains("Infinity") ? nonFinite : request
      throw AskTellError(.invalidArgument, "not JSON: '\(line.prefix(80))'; \(advice)")
    }
  }
}
