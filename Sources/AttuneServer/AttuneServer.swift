// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Attune over HTTP: the closed service's REST API, on this machine.
///
/// Everything that is asked for comes through ``Gate``, and is answered by one of ``endpoints``.
package struct AttuneServer: Sendable {
  /// Where it listens, and who may call.
  package struct Place: Sendable {
    package var host: String
    /// 0 takes one that is free.
    package var port: Int
    /// Further names under which it may be called.
    package var names: [String]

    package init(host: String, port: Int, names: [String] = []) {
      self.host = host
      self.port = port
      self.names = names
    }
  }

  let endpoints: [Endpoint]
  private let jobs: JobEndpoints
  private let place: Place
  private let gate: Gate

  package init(
    _ place: Place, tokens: Tokens, jobs service: JobService, storage: any ObjectStorage,
    studies: StudyService, in surroundings: Surroundings
  ) {
    jobs = JobEndpoints(service, surroundings)
    let counts = RequestCounts()
    let health = HealthEndpoints(catalog: jobs.catalog, counts: counts, tails: jobs.tails)
    endpoints = Self.documented(
      jobs.endpoints + StudyEndpoints(service: studies).endpoints + StorageEndpoints(storage: storage).endpoints
        + health.endpoints)
    self.place = place
    gate = Gate(
      endpoints: endpoints, tokens: tokens, hosts: HostRule(allowing: place.names + [place.host]), counts: counts,
      rates: Rates(), log: surroundings.log)
  }

  /// Answers until Ctrl-C or SIGTERM; requests under way are then answered first, and event streams end.
  ///
  /// - Parameter chores: what is done meanwhile; cancelled at the end.
  /// - Parameter begin: is called with the port once it listens.
  package func run(
    beside chores: @escaping @Sendable () async throws -> Void, begin: @escaping @Sendable (Int) async -> Void
  ) async throws {
    let connections = HTTP1Channel.Configuration(
      additionalChannelHandlers: [RequestPace()], idleTimeout: .seconds(60),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    let silence = Logger(label: "attune.server") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
      responder: gate, server: .http1(configuration: connections),
      configuration: ApplicationConfiguration(
        address: .hostname(place.host, port: place.port), serverName: "attune",
        availableConnectionsDelegate: MaximumAvailableConnections(900)),
      onServerRunning: { channel in await begin(channel.localAddress?.port ?? 0) },
      // The gate says what is worth saying.
      logger: silence)
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: Chores(jobs: jobs, body: chores)), .init(service: application)],
        gracefulShutdownSignals: [.sigint, .sigterm], logger: silence))
    do {
      try await group.run()
    } catch let error as IOError {
      throw ListeningError(description: place.trouble(String(cString: strerror(error.errnoCode))))
    } catch let error as SocketAddressError.UnknownHost {
      throw ListeningError(description: place.trouble("no such host (\(error.host))"))
    }
  }
}

extension AttuneServer.Place {
  fileprivate func trouble(_ why: String) -> String {
    "could not listen at \(host), port \(port): \(why); choose another place with --host and --port (0 takes a free one)"
  }
}

private struct Chores: Service {
  let jobs: JobEndpoints
  let body: @Sendable () async throws -> Void

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      async let warmth: Void = jobs.warmUp()
      try await body()
      await warmth
    }
  }
}
