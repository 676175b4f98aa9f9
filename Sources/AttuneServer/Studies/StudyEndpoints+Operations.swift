// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension StudyEndpoints {
  var operations: [Endpoint] {
    [
      Endpoint(
        "projects.locations.operations.get", .get,
        "v1/projects/{project}/locations/{location}/operations/{operation}",
        "Answers an operation again, with its trials as they are by now.", answer: .json(.named("Operation")),
        respond: answering { call in
          let (study, operation) = try await operation(call)
          return .json(operation.resource(in: study))
        }),
      Endpoint(
        "projects.locations.operations.cancel", .post,
        "v1/projects/{project}/locations/{location}/operations/{operation}:cancel",
        "Does nothing: every operation is done.", body: .json(.object), answer: .json(.object),
        respond: answering { call in
          try StudyRequest.nothing(.object(try await call.object()))
          _ = try await operation(call)
          return .json(.object([:]))
        }),
      Endpoint(
        "projects.operations.list", .get, "v1/projects/{project}/operations",
        "Lists the operations of a project's studies.",
        query: [
          .init("filter", "Not taken: every operation is done."),
          .init("pageSize", "Operations in one answer; 20 unless given.", .integer(1...100)),
          .init("pageToken", "The `nextPageToken` of the answer before."),
          .init("returnPartialSuccess", "Makes no difference."),
        ],
        answer: .json(.object(["operations": .list(.named("Operation")), "nextPageToken": .string()])),
        respond: answering(list)),
    ]
  }

  private func operation(_ call: Call) async throws -> (StudyHistory, StudyOperation) {
    let place = try call.studyPlace()
    let missing = APIError(.notFound, "there is no operation of that name")
    guard let (name, number) = StudyName.operation(call[parameter: "operation"], in: place) else { throw missing }
    let study: StudyHistory
    do {
      study = try await service.study(name)
    } catch let error as JobStoreError where error.code == .notFound {
      throw missing
    }
    guard let operation = study.operation(number) else { throw missing }
    return (study, operation)
  }

  /// By the names of places and studies, then by number.
  private func list(_ call: Call) async throws -> Reply {
    try call.requireProject()
    guard call.query["filter"] == nil else {
      throw APIError(violations: [
        .init(field: "filter", description: "operations are not filtered: every one of them is done")
      ])
    }
    let size = try call.integer("pageSize", in: 0...1_000).map { $0 == 0 ? 20 : min($0, 100) } ?? 20
    let project = call[parameter: "project"]
    let question = "operations \(project)"
    let begin = try call.query["pageToken"].map { text throws(APIError) in try PageToken(text, for: question).place }
    var page: [JSONValue] = []
    var last: [String] = []
    for place in try await service.places(of: project) where place.location >= begin?.first ?? "" {
      for summary in try await service.studies(in: place) {
        let name = summary.name
        var number = 1
        if let begin, begin.count == 3, place.location == begin[0] {
          if name.study < begin[1] { continue }
          if name.study == begin[1] { number = (Int(begin[2]) ?? 0) &+ 1 }
        }
        let study = try await service.study(name)
        while number >= 1, let operation = study.operation(number) {
          guard page.count < size else { return Self.page(page, behind: last, of: question) }
          page.append(operation.resource(in: study))
          last = [place.location, name.study, "\(number)"]
          number += 1
        }
      }
    }
    return Self.page(page, behind: nil, of: question)
  }

  private static func page(_ operations: [JSONValue], behind last: [String]?, of question: String) -> Reply {
    var members: [String: JSONValue] = operations.isEmpty ? [:] : ["operations": .array(operations)]
    members["nextPageToken"] = last.map { .string(PageToken(behind: $0).text(for: question)) }
    return .json(.object(members))
  }
}
