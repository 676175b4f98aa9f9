// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// `projects.locations.studies` of the closed service: for programs that run their trials themselves.
struct StudyEndpoints: Sendable {
  let service: StudyService

  var endpoints: [Endpoint] { studies + trials + operations }

  private var studies: [Endpoint] {
    [
      Endpoint(
        "projects.locations.studies.create", .post, "v1/projects/{project}/locations/{location}/studies",
        "Creates a study.", query: [.init("studyId", "The last part of the study's name.", StudySchemas.studyID)],
        body: .json(.named("Study")), answer: .json(.named("Study")), respond: answering(create)),
      Endpoint(
        "projects.locations.studies.list", .get, "v1/projects/{project}/locations/{location}/studies",
        "Lists the studies of a location.", answer: .json(.object(["studies": .list(.named("Study"))])),
        respond: answering(list)),
      Endpoint(
        "projects.locations.studies.get", .get, "v1/projects/{project}/locations/{location}/studies/{study}",
        "Describes a study.", answer: .json(.named("Study")), respond: answering(get)),
      Endpoint(
        "projects.locations.studies.delete", .delete, "v1/projects/{project}/locations/{location}/studies/{study}",
        "Deletes a study with its trials; its name is free again.", answer: .json(.object), respond: answering(delete)),
    ]
  }

  private func create(_ call: Call) async throws -> Reply {
    let place = try call.studyPlace()
    let body = JSONValue.object(try await call.object())
    let id = call.query["studyId"]
    guard let name = id.flatMap({ StudyName($0, in: place) }) else {
      let rule = "a study's id has a letter or a digit first, then letters, digits, '_' and '-', 128 at most"
      throw APIError(violations: [
        .init(field: "study_id", description: "\(rule); it is \(id.map { "'\($0)'" } ?? "missing")")
      ])
    }
    return .json(try await service.create(name, try StudySpec(study: body)).summary.resource)
  }

  private func list(_ call: Call) async throws -> Reply {
    let studies = try await service.studies(in: try call.studyPlace())
    return .json(.object(studies.isEmpty ? [:] : ["studies": .array(studies.map(\.resource))]))
  }

  private func get(_ call: Call) async throws -> Reply {
    .json(try await service.study(try call.study()).summary.resource)
  }

  private func delete(_ call: Call) async throws -> Reply {
    try await service.delete(try call.study())
    return .json(.object([:]))
  }

  /// What the study refuses is told as the API tells it.
  func answering(_ body: @escaping @Sendable (Call) async throws -> Reply) -> @Sendable (Call) async throws -> Reply {
    { call in
      do {
        return try await body(call)
      } catch let error as StudyError {
        throw APIError(error)
      }
    }
  }
}

extension APIError {
  init(_ error: StudyError) {
    guard error.violations.isEmpty else {
      self.init(violations: error.violations.map { .init(field: $0.field, description: $0.description) })
      return
    }
    switch error.code {
    case .invalidArgument: self.init(.invalidArgument, error.description)
    case .failedPrecondition: self.init(.failedPrecondition, error.description)
    case .notFound: self.init(.notFound, error.description)
    }
  }
}

extension Call {
  func studyPlace() throws(APIError) -> StudyPlace {
    guard let place = StudyPlace(project: self[parameter: "project"], location: self[parameter: "location"]) else {
      throw APIError(.notFound, "that is no project's name, or no location's")
    }
    return place
  }

  func study() throws(APIError) -> StudyName {
    guard let name = StudyName(self[parameter: "study"], in: try studyPlace()) else {
      throw APIError(.notFound, "there is no study of that name")
    }
    return name
  }

  /// The number of a trial.
  func trialNumber() throws(APIError) -> Int {
    let text = self[parameter: "trial"]
    guard let number = Int(text), number > 0, text == "\(number)" else {
      throw APIError(.notFound, "there is no trial of that name: trials are numbered from 1")
    }
    return number
  }
}
