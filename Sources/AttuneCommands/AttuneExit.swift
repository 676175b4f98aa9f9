// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the process ends: the only list of exit codes. Thrown by a command that has said all there is to say.
package enum AttuneExit: Int32, Error, CaseIterable {
  case done = 0
  case internalError = 1
  /// Bad configuration or input.
  case badInput = 2
  /// Too many failed trials, or cancelled from elsewhere.
  case jobFailed = 3
  /// A tuning job in which no trial had a metric.
  case noMetric = 4
  case usage = 64
  /// A deadline or the scheduler ended us; the same command resumes.
  case comeBack = 75
  /// By Ctrl-C; the same command resumes.
  case interrupted = 130
  /// By SIGTERM; the same command resumes.
  case terminated = 143
}

extension AttuneExit {
  package func endProcess() -> Never { exit(rawValue) }
}
