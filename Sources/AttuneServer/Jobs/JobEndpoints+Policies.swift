// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension JobEndpoints {
  /// Who may do what is decided by the token alone; clients that ask for policies are told so in their own words.
  var policies: [Endpoint] {
    [
      Endpoint(
        "projects.jobs.getIamPolicy", .get, "v1/projects/{project}/jobs/{job}:getIamPolicy",
        "Tells the job's access policy, which is always empty.",
        query: [.init("options.requestedPolicyVersion", "Not looked at.", .integer())], answer: .json(.object)
      ) { call in
        _ = try await job(call)
        return .json(Self.emptyPolicy)
      },
      Endpoint(
        "projects.jobs.setIamPolicy", .post, "v1/projects/{project}/jobs/{job}:setIamPolicy",
        "Is refused for any policy but an empty one.", body: .json(.object), answer: .json(.object)
      ) { call in
        let body = try await call.object()
        _ = try await job(call)
        if case .array(let bindings)? = body["policy"]?["bindings"], !bindings.isEmpty {
          throw APIError(.unimplemented, "access is decided by tokens: give the viewer's token to those who may look")
        }
        return .json(Self.emptyPolicy)
      },
      Endpoint(
        "projects.jobs.testIamPermissions", .post, "v1/projects/{project}/jobs/{job}:testIamPermissions",
        "Echoes the permissions: the owner has them all.", body: .json(.object), answer: .json(.object)
      ) { call in
        let body = try await call.object()
        _ = try await job(call)
        guard case .array(let permissions)? = body["permissions"], !permissions.isEmpty else {
          return .json(.object([:]))
        }
        return .json(.object(["permissions": .array(permissions)]))
      },
      Endpoint(
        "projects.getConfig", .get, "v1/projects/{project}:getConfig",
        "Tells the project's service account: none is needed.", answer: .json(.object)
      ) { call in
        try call.requireProject()
        return .json(.object(["serviceAccount": .string("local@attune"), "serviceAccountProject": .string("0")]))
      },
    ]
  }

  private static let emptyPolicy = JSONValue.object(["etag": .string("ACAB"), "version": .integer(1)])
}
