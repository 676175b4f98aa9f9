// SPDX-License-Identifier: Apache-2.0

/// One thing that the server can be asked: how it is asked, by whom, and what it answers.
///
/// The table of endpoints is all there is: requests are matched with it, and the OpenAPI document is made from it.
package struct Endpoint: Sendable {
  /// What the token of a caller must allow.
  package enum Access: String, Sendable, Hashable {
    /// Without a token: only what says nothing about anybody's work.
    case anyone
    /// Any valid token: what changes nothing.
    case viewer
    /// The owner's token.
    case owner
  }

  package enum Method: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// As Google's discovery document names it: `projects.jobs.create`.
  package let name: String
  package let method: Method
  package let path: PathTemplate
  package let access: Access
  /// One sentence for the reference.
  package let summary: String
  package let query: [Parameter]
  package let body: Body
  package let answer: Answer
  package let respond: @Sendable (Call) async throws -> Reply

  package init(
    _ name: String, _ method: Method, _ path: PathTemplate, access: Access? = nil, _ summary: String,
    query: [Parameter] = [], body: Body = .none, answer: Answer,
    respond: @escaping @Sendable (Call) async throws -> Reply
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.access = access ?? (method == .get ? .viewer : .owner)
    self.summary = summary
    self.query = query
    self.body = body
    self.answer = answer
    self.respond = respond
  }

  /// A parameter of the query.
  package struct Parameter: Sendable {
    package let name: String
    package let summary: String
    package let schema: Schema

    package init(_ name: String, _ summary: String, _ schema: Schema = .string()) {
      self.name = name
      self.summary = summary
      self.schema = schema
    }
  }

  /// What a request carries.
  package enum Body: Sendable {
    case none
    case json(Schema)
    /// Bytes of any kind, read as they come.
    case bytes
  }

  /// What a good answer holds.
  package enum Answer: Sendable {
    case json(Schema)
    case text(String)
    case bytes
    case nothing
  }
}
