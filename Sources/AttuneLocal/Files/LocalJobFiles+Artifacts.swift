// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

extension LocalJobFiles {
  package func artifacts(of attempt: Attempt, in job: JobID) throws(JobFilesError) -> [Artifact] {
    let paths = home.job(job).trial(attempt)
    do {
      guard access(paths.work, F_OK) == 0 else { return [] }
      let work = try Descriptor.directory(paths.work)
      return try WorkingCopy(of: paths).changedFiles().compactMap { path in
        guard let stamp = try? FileStamp(of: RelativePath(path), in: work), stamp.kind == .file else { return nil }
        return Artifact(path, stamp)
      }
    } catch {
      throw JobFilesError("what trial \(attempt.trial) wrote could not be listed: \(error)", .unavailable)
    }
  }

  package func content(
    of artifact: String, of attempt: Attempt, in job: JobID
  ) throws(JobFilesError) -> (Artifact, any AsyncSequence<[UInt8], any Error> & Sendable)? {
    guard let known = try artifacts(of: attempt, in: job).first(where: { $0.id == artifact }) else { return nil }
    let path = RelativePath(known.path)
    do {
      // A trainer may have put links in the place of folders meanwhile: none is followed.
      let folder = try Descriptor.directory(home.job(job).trial(attempt).work).directory(below: path.folder)
      let file = try Descriptor(opening: RelativePath(path.name), in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      let stamp = try FileStamp(of: file)
      guard stamp.kind == .file else { return nil }
      return (Artifact(known.path, stamp), FileChunks(SharedDescriptor(file), from: 0, to: Int(stamp.size)))
    } catch {
      guard [ENOENT, ENOTDIR, ELOOP, ENXIO].contains(error.code) else {
        throw JobFilesError("'\(known.path)' of trial \(attempt.trial) could not be opened: \(error)", .unavailable)
      }
      return nil
    }
  }
}

extension Artifact {
  fileprivate init(_ path: String, _ stamp: FileStamp) {
    var digest = MD5()
    digest.take(Array(path.utf8))
    let id = digest.digest().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    self.init(id: id, path: path, size: Int(stamp.size), updated: stamp.time)
  }
}
