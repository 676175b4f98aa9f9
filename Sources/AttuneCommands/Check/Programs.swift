// SPDX-License-Identifier: Apache-2.0
import AttuneLocal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The programs of this machine.
package struct Programs: Sendable {
  private let search: ProgramSearch
  private let askR: @Sendable () -> Bool

  /// - Parameters:
  ///   - path: as `PATH` has it.
  ///   - askR: whether R finds the package tfruns.
  package init(path: String, askR: @escaping @Sendable () -> Bool) {
    search = ProgramSearch(searchPath: path, workingDirectory: "/")
    self.askR = askR
  }

  /// Those of this process's own `PATH`.
  package init() {
    self.init(path: Composition.environment["PATH"] ?? "/usr/bin:/bin", askR: Self.rFindsTfruns)
  }

  /// Where a program without a slash in its name is; nil where it is nowhere.
  package func path(of program: String) -> String? { try? search.find(program) }

  /// Takes the time that R needs to start.
  package var hasTfruns: Bool { path(of: "Rscript") != nil && askR() }

  private static func rFindsTfruns() -> Bool {
    system("Rscript --vanilla -e 'q(status = !nzchar(system.file(package = \"tfruns\")))' >/dev/null 2>&1") == 0
  }
}
