// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension StudyEndpoints {
  private static let trial: Endpoint.Answer = .json(.named("Trial"))

  var trials: [Endpoint] { collection + single }

  private var collection: [Endpoint] {
    [
      Endpoint(
        "projects.locations.studies.trials.create", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials",
        "Adds a trial of one's own: with a final measurement it is completed, without one it is given out next.",
        body: .json(.named("Trial")), answer: Self.trial, respond: answering(create)),
      Endpoint(
        "projects.locations.studies.trials.list", .get,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials", "Lists the trials of a study.",
        answer: .json(.object(["trials": .list(.named("Trial"))])),
        respond: answering { call in
          let study = try await service.study(try call.study())
          return Self.list(Array(study.trials), of: study)
        }),
      Endpoint(
        "projects.locations.studies.trials.suggest", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials:suggest",
        "Gives a client trials to run: its pending ones, then new ones. The operation is done when it is answered.",
        body: .json(.named("SuggestTrialsRequest")), answer: .json(.named("Operation")), respond: answering(suggest)),
      Endpoint(
        "projects.locations.studies.trials.listOptimalTrials", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials:listOptimalTrials", access: .viewer,
        "Lists the trials with the best final measurement: one, or several that are equally good.",
        body: .json(.object), answer: .json(.object(["trials": .list(.named("Trial"))])),
        respond: answering { call in
          try StudyRequest.nothing(.object(try await call.object()))
          let study = try await service.study(try call.study())
          return Self.list(study.optimal, of: study)
        }),
    ]
  }

  private var single: [Endpoint] {
    [
      Endpoint(
        "projects.locations.studies.trials.get", .get,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}", "Describes a trial.",
        answer: Self.trial,
        respond: answering { call in
          let number = try call.trialNumber()
          let study = try await service.study(try call.study())
          return .json(try study.trial(number).resource(in: study))
        }),
      Endpoint(
        "projects.locations.studies.trials.delete", .delete,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}",
        "Deletes a trial: nothing is learned from it any more, and its number isn't given again.",
        answer: .json(.object),
        respond: answering { call in
          let number = try call.trialNumber()
          try await service.change(try call.study()) { study throws(StudyError) in try study.deleting(number) }
          return .json(.object([:]))
        }),
      Endpoint(
        "projects.locations.studies.trials.addMeasurement", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}:addMeasurement",
        "Adds what was measured on the way.", body: .json(.named("AddTrialMeasurementRequest")), answer: Self.trial,
        respond: changing { body throws(APIError) in
          let report = try StudyRequest.measure(body)
          return { study, number throws(StudyError) in try study.measuring(number, report) }
        }),
      Endpoint(
        "projects.locations.studies.trials.complete", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}:complete",
        "Completes a trial: with its final measurement, with the last one before, or as infeasible.",
        body: .json(.named("CompleteTrialRequest")), answer: Self.trial,
        respond: changing { body throws(APIError) in
          let request = try StudyRequest.complete(body)
          return { study, number throws(StudyError) in
            try study.completing(number, final: request.final, infeasible: request.infeasible)
          }
        }),
      Endpoint(
        "projects.locations.studies.trials.stop", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}:stop",
        "Marks a trial as one that should stop.", body: .json(.object), answer: Self.trial,
        respond: changing { body throws(APIError) in
          try StudyRequest.nothing(body)
          return { study, number throws(StudyError) in try study.stopping(number) }
        }),
      Endpoint(
        "projects.locations.studies.trials.checkEarlyStoppingState", .post,
        "v1/projects/{project}/locations/{location}/studies/{study}/trials/{trial}:checkEarlyStoppingState",
        "Says whether a trial should stop. The operation is done when it is answered.", body: .json(.object),
        answer: .json(.named("Operation")), respond: answering(check)),
    ]
  }

  private typealias Decision = @Sendable (StudyHistory, Int) throws(StudyError) -> StudyEvent?

  /// Answers with the trial as it is after a change.
  private func changing(
    _ read: @escaping @Sendable (JSONValue) throws(APIError) -> Decision
  ) -> @Sendable (Call) async throws -> Reply {
    answering { call in
      let number = try call.trialNumber(), name = try call.study()
      let decide = try read(.object(try await call.object()))
      let study = try await service.change(name) { study throws(StudyError) in try decide(study, number) }
      return .json(try study.trial(number).resource(in: study))
    }
  }

  private func create(_ call: Call) async throws -> Reply {
    let name = try call.study()
    let request = try StudyRequest.create(.object(try await call.object()))
    let study = try await service.change(name) { study throws(StudyError) in
      try study.adding(
        request.parameters, request.measurements, final: request.final, infeasible: request.infeasible)
    }
    return .json(try study.trial(study.lastNumber).resource(in: study))
  }

  private func suggest(_ call: Call) async throws -> Reply {
    let name = try call.study()
    let request = try StudyRequest.suggest(.object(try await call.object()))
    let (study, operation) = try await service.suggest(request.count, to: request.client, in: name)
    return .json(operation.resource(in: study))
  }

  private func check(_ call: Call) async throws -> Reply {
    let number = try call.trialNumber(), name = try call.study()
    try StudyRequest.nothing(.object(try await call.object()))
    let (study, operation) = try await service.check(number, in: name)
    return .json(operation.resource(in: study))
  }

  private static func list(_ trials: [StudyTrial], of study: StudyHistory) -> Reply {
    .json(.object(trials.isEmpty ? [:] : ["trials": .array(trials.map { $0.resource(in: study) })]))
  }
}
