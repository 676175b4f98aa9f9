// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneOptimizers
package import AttuneStudy

/// Which parameters of a job matter, the most important first.
package struct ImportanceReport: Sendable {
  private let job: JobID
  private let importance: Importance

  /// - Throws: if it can't be told.
  package init(of study: Study, job: JobID) throws(InputError) {
    self.job = job
    do throws(ImportanceError) {
      importance = try Importance(of: study)
    } catch {
      throw InputError("job \(job): \(error)")
    }
  }

  /// What was compared, and whether that says anything yet.
  package var note: String {
    let compared = "the best \(importance.best) of \(importance.trials) trials are compared with all"
    return importance.parameters.contains { $0.chance <= 0.05 }
      ? compared : "\(compared); no parameter stands out from chance yet, more trials tell more"
  }

  package func rendered(as format: OutputFormat) -> String {
    Table(
      [.init("parameter", .left), .init("importance"), .init("chance")],
      rows: parameters.map { [$0.name, Self.text($0.share), Self.text($0.chance)] }
    ).rendered(as: format, json: json)
  }

  /// To three decimals: more would mean nothing.
  private static func text(_ share: Double) -> String { ((share * 1_000).rounded() / 1_000).shortText() }

  private var parameters: [Importance.Parameter] {
    let order = importance.parameters.enumerated().sorted { a, b in
      a.element.share == b.element.share ? a.offset < b.offset : a.element.share > b.element.share
    }
    return order.map(\.element)
  }

  private var json: JSONValue {
    .object([
      "jobId": .string(job.rawValue), "trials": .integer(importance.trials),
      "bestTrials": .integer(importance.best),
      "parameters": .array(
        parameters.map { parameter in
          .object([
            "name": .string(parameter.name), "importance": .number(parameter.share),
            "chance": .number(parameter.chance),
          ])
        }),
    ])
  }
}
