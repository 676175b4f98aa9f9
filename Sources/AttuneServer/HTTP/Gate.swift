// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import HTTPTypes
import Hummingbird
import Synchronization

/// What stands before the endpoints: every request is checked here, in one order, and nothing is done before.
///
/// Host, target, origin, token, endpoint, rate, right, parameters. What is refused is logged without its query,
/// which may hold a token.
struct Gate: HTTPResponder {
  typealias Context = Visit

  let endpoints: [Endpoint]
  let tokens: Tokens
  let hosts: HostRule
  let counts: RequestCounts
  let rates: Rates
  /// A line for the server's log.
  let log: @Sendable (String) -> Void

  func respond(to request: Request, context: Visit) async throws -> Response {
    let reply: Reply
    do {
      reply = try await answer(request, from: context)
    } catch {
      let known = APIError(describing: error)
      if known.status == .internalError { log("\(Self.line(request, context)): internal error: \(error)") }
      reply = refusal(known, of: request, from: context)
    }
    counts.count(status: reply.status)
    return Response(
      status: .init(code: reply.status), headers: Self.safe(reply.headers, closes: reply.status >= 400),
      body: reply.body)
  }

  private func refusal(_ error: APIError, of request: Request, from visit: Visit) -> Reply {
    if error.code != 404 { log("\(Self.line(request, visit)): \(error.code) \(error.message)") }
    var reply = Reply.error(error)
    if error.status == .unauthenticated { reply.headers[.wwwAuthenticate] = "Bearer realm=\"attune\"" }
    if error.status == .resourceExhausted { reply.headers[.retryAfter] = "1" }
    return reply
  }

  private func answer(_ request: Request, from visit: Visit) async throws -> Reply {
    guard let authority = request.head.authority, hosts.allows(authority) else {
      throw APIError(
        .invalidArgument, "this server does not answer to the host name of the request; see attune serve --allow-host",
        code: 421)
    }
    let target = try RequestTarget(request.head.path ?? "")
    try requireOwnPage(request.headers, authority: authority)
    let matches = endpoints.compactMap { endpoint in endpoint.path.match(target.segments).map { (endpoint, $0) } }
    let fitting = matches.filter { $0.0.method.rawValue == request.method.rawValue }
    // `{job}:cancel` is no job.
    let match = fitting.first { $0.0.path.hasVerb } ?? fitting.first
    if match?.0.access != .anyone { try admit(request, query: target.query, to: match?.0) }
    guard let (endpoint, parameters) = match else { throw Self.unknown(request, allowed: matches.map(\.0.method)) }
    try requireKnown(target.query, of: endpoint)
    return try await endpoint.respond(
      Call(
        parameters: parameters, query: target.query, headers: request.headers, body: request.body,
        base: "http://\(authority)"))
  }

  /// Other sites' pages may not call, whatever they know.
  private func requireOwnPage(_ headers: HTTPFields, authority: String) throws(APIError) {
    let site = headers[.fetchSite] ?? "none"
    guard headers[values: .origin].allSatisfy({ HostRule.isSame(origin: $0, as: authority) }),
      site == "none" || site == "same-origin"
    else { throw APIError(.permissionDenied, "requests of other sites' pages are not answered") }
  }

  private func admit(_ request: Request, query: Query, to endpoint: Endpoint?) throws(APIError) {
    let token = Credentials.token(in: request.headers, query: query)
    guard let access = token.flatMap(tokens.access) else {
      guard rates.allowsStranger() else { throw Self.tooMany }
      throw APIError(
        .unauthenticated,
        "the request has no valid token; 'attune serve' says in which file it is: send it as "
          + "'Authorization: Bearer TOKEN' or as the parameter 'key'")
    }
    guard rates.allowsCaller() else { throw Self.tooMany }
    guard access == .owner || endpoint?.access != .owner else {
      throw APIError(.permissionDenied, "the viewer's token may look, and change nothing")
    }
  }

  private static let tooMany = APIError(.resourceExhausted, "too many requests: wait a second, then go on slowly")

  private static func unknown(_ request: Request, allowed: [Endpoint.Method]) -> APIError {
    guard !allowed.isEmpty else { return APIError(.notFound, "there is nothing at this path") }
    let methods = allowed.map(\.rawValue).joined(separator: ", ")
    return APIError(.unimplemented, "this path is not for \(request.method.rawValue); it is for \(methods)", code: 405)
  }

  /// What Google's clients add to each request.
  private static let standard: Set = [
    "alt", "key", "access_token", "prettyPrint", "fields", "quotaUser", "userIp", "oauth_token", "uploadType",
    "upload_protocol", "$.xgafv", "projection",
  ]

  private func requireKnown(_ query: Query, of endpoint: Endpoint) throws(APIError) {
    let known = Self.standard.union(endpoint.query.map(\.name))
    let unknown = query.parameters.map(\.name).filter { !known.contains($0) }
    let names = query.parameters.map(\.name).filter { !Self.standard.contains($0) }
    let twice = Set(names.filter { name in names.count { $0 == name } > 1 })
    guard unknown.isEmpty, twice.isEmpty else {
      throw APIError(
        violations: unknown.map { .init(field: $0, description: "Unknown name '\($0)': cannot find field") }
          + twice.sorted().map { .init(field: $0, description: "given more than once") })
    }
  }
}

extension Gate {
  /// Whatever is answered, no page may show it, run it, keep it or lead away from it.
  private static func safe(_ headers: HTTPFields, closes: Bool) -> HTTPFields {
    var headers = headers
    headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    for (name, value) in [
      ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"), ("cross-origin-resource-policy", "same-origin"),
    ] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    // What is left of the request's body is not waited for.
    if closes { headers[.connection] = "close" }
    return headers
  }

  /// `127.0.0.1 GET /v1/projects/p/jobs`: without the query, printable, of bounded length.
  private static func line(_ request: Request, _ visit: Visit) -> String {
    let path = (request.head.path ?? "").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let shown = path.unicodeScalars.prefix(200).map { scalar in
      scalar.isASCII && scalar.value >= 0x20 && scalar.value < 0x7F ? Character(scalar) : "?"
    }
    return "\(visit.address) \(request.method.rawValue.prefix(16)) \(String(shown))"
  }
}
