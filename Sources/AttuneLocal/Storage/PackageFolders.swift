// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Glibc

/// Makes directories of the packages that jobs name: Python's source distributions and wheels, and any other archive
/// that `tar` or `zip` made. Each is unpacked over those before it.
///
/// What a package needs from elsewhere is not installed: it must be there, as for any other trainer.
package struct PackageFolders: Sendable {
  private let home: AttuneHome
  private let storage: LocalObjectStorage
  private let environment: [String: String]

  /// - Parameter environment: in which Python is looked for.
  package init(home: AttuneHome, storage: LocalObjectStorage, environment: [String: String]) {
    self.home = home
    self.storage = storage
    self.environment = environment
  }

  /// - Parameter packages: `gs://bucket/object` each.
  /// - Returns: a directory; it is the caller's to remove.
  /// - Throws: `StorageError`.
  package func unpack(_ packages: [String]) async throws -> String {
    let names = try packages.map { uri throws(StorageError) in try ObjectName(uri: uri) }
    let search = ProgramSearch(searchPath: environment["PATH"] ?? "/usr/bin:/bin", workingDirectory: "/")
    guard let python = try? search.find("python3") else {
      throw StorageError(.unavailable, "packages are unpacked and run by python3, which is not on the server's PATH")
    }
    let folder = "\(home.packages)/\(UInt64.random(in: .min ... .max))"
    do {
      let archives = try await offPool { [storage] in
        Result { try Self.gather(names, from: storage, in: folder) }
      }.get()
      try await Self.unpack(archives, in: folder, by: python, environment: environment)
    } catch {
      discard("\(folder)/content")
      throw error
    }
    return "\(folder)/content"
  }

  package func discard(_ directory: String) {
    try? Directory.remove(String(directory.dropLast("/content".count)))
  }

  /// What a server that was killed left behind.
  package func discardAll() { try? Directory.remove(home.packages) }

  /// A second name for each archive, whatever becomes of the first.
  private static func gather(
    _ names: [ObjectName], from storage: LocalObjectStorage, in folder: String
  ) throws -> [String] {
    try Directory.make("\(folder)/content")
    return try names.enumerated().map { index, name in
      let file = try storage.open(name), path = "\(folder)/archive-\(index)"
      guard linkat(AT_FDCWD, "/proc/self/fd/\(file.raw)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
        throw SystemError("take", "\(name)")
      }
      return path
    }
  }

  private static func unpack(
    _ archives: [String], in folder: String, by python: String, environment: [String: String]
  ) async throws {
    let log = "\(folder)/log"
    let process = try BackgroundProcess(
      program: python, arguments: ["-I", "-c", program, "\(folder)/content"] + archives, environment: environment,
      log: log)
    while !process.hasEnded {
      do {
        try await Task.sleep(for: .milliseconds(5))
      } catch {
        kill(pid_t(process.pid), SIGKILL)
        while !process.hasEnded { await Task.yield() }
        throw error
      }
    }
    let said = String(decoding: try FileContent.read(log) ?? [], as: UTF8.self).split(separator: "\n").last ?? "nothing"
    guard said == "unpacked" else {
      throw StorageError(.invalid, "the packages can't be unpacked: \(said)")
    }
  }

  /// Nothing lands outside, nothing is a link, and what looks small can't fill the disk.
  private static let program = """
    import os, shutil, sys, tarfile, zipfile
    root, archives = sys.argv[1], sys.argv[2:]
    room = 32 << 30
    def place(name):
        parts = [part for part in name.split('/') if part not in ('', '.')]
        if name.startswith('/') or '..' in parts or '\\\\' in name or '\\0' in name:
            raise ValueError('%r leads out of its archive' % name)
        return parts
    def members(path):
        if tarfile.is_tarfile(path):
            with tarfile.open(path) as archive:
                for member in archive:
                    if member.isdir(): continue
                    if not member.isfile(): raise ValueError('%r is neither a file nor a folder' % member.name)
                    yield place(member.name), member.mode & 0o777, archive.extractfile(member)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    if member.is_dir(): continue
                    mode = member.external_attr >> 16
                    if mode & 0o170000 not in (0, 0o100000): raise ValueError('%r is no file' % member.filename)
                    yield place(member.filename), mode & 0o777 or 0o644, archive.open(member)
        else:
            raise ValueError('archive %s is neither tar nor zip' % path.rsplit('-')[-1])
    try:
        for number, path in enumerate(archives):
            draft = '%s-%d' % (root, number)
            os.mkdir(draft)
            for parts, mode, source in members(path):
                if not parts: continue
                target = os.path.join(draft, *parts)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with source, open(target, 'wb') as file:
                    while chunk := source.read(1 << 20):
                        room -= len(chunk)
                        if room < 0: raise ValueError('they hold more than 32 GiB')
                        file.write(chunk)
                os.chmod(target, mode | 0o600)
            tops = os.listdir(draft)
            top = os.path.join(draft, tops[0]) if len(tops) == 1 else draft
            # A source distribution has one folder, named for its version, in which Python is to start.
            built = {'setup.py', 'pyproject.toml', 'PKG-INFO', 'setup.cfg'}
            if not (os.path.isdir(top) and built & set(os.listdir(top))): top = draft
            shutil.copytree(top, root, dirs_exist_ok=True)
            if top != draft and os.path.isdir(os.path.join(top, 'src')):
                shutil.copytree(os.path.join(top, 'src'), root, dirs_exist_ok=True)
            shutil.rmtree(draft)
        print('unpacked')
    except Exception as error:
        print(str(error).replace('\\n', ' '))
    """
}
