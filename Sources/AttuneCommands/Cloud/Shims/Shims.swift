// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `gcloud` and `gsutil` as programs: two lines of shell that start this one under their names.
///
/// Not links: R's `cloudml` resolves those, and the name is lost. Not copies: they would stay what they were when
/// Attune is renewed.
enum Shims {
  static let names = ["gcloud", "gsutil"]
  private static let mark = "# Made by 'attune install-shims'."

  static func script(_ name: String, program: String) -> String {
    """
    #!/bin/sh
    \(mark) Jobs and buckets are on this machine.
    exec \(ShellWord.quoted(program)) \(name) "$@"

    """
  }

  /// - Returns: the paths.
  @discardableResult
  static func install(in folder: String) throws -> [String] {
    let program = BackgroundProcess.ownPath
    let paths = names.map { "\(folder)/\($0)" }
    for path in paths where !isOurs(path) {
      throw InputError(
        "'\(path)' is there already, and not Attune's; it is left alone: name another folder, or move it away")
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, path) in zip(names, paths) {
      let text = script(name, program: program)
      guard (try? String(contentsOfFile: path, encoding: .utf8)) != text else { continue }
      // Whoever starts it meanwhile finds the old one or the new one.
      let draft = "\(path).\(getpid())"
      try text.write(toFile: draft, atomically: false, encoding: .utf8)
      guard chmod(draft, 0o755) == 0, rename(draft, path) == 0 else { throw SystemError("write", path) }
    }
    return paths
  }

  /// Nothing there is fine, and what this made; a link to Attune is, too.
  private static func isOurs(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return errno == ENOENT }
    if status.st_mode & S_IFMT == S_IFLNK {
      guard let target = realpath(path, nil) else { return false }
      defer { free(target) }
      return String(cString: target) == BackgroundProcess.ownPath
    }
    return (try? String(contentsOfFile: path, encoding: .utf8))?.contains(mark) ?? false
  }
}
