// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A file that a trial may write its metric to.
struct OutputPlace {
  /// As it is told and recorded: relative to the working directory, absolute elsewhere.
  let name: String
  let root: String
  let path: RelativePath
  /// The file as it was before the launch, where it is known: its lines are none of the trial's.
  let inherited: FileStamp?

  private init(_ path: String, in root: String, name: String, inherited: FileStamp? = nil) {
    self.root = root
    self.path = RelativePath(path)
    self.name = name
    self.inherited = inherited
  }

  /// In the order of preference; a stream's are read side by side.
  static func all(of origin: MetricOrigin, at place: TrialPlace) -> [OutputPlace] {
    switch origin {
    case .events: []
    case .pattern(_, let stream), .json(.stream(let stream), _): logs(stream, at: place)
    case .json(.file(let file), _), .csv(let file, _): files(file, at: place)
    }
  }

  private static func logs(_ stream: TrainerStream, at place: TrialPlace) -> [OutputPlace] {
    let paths = TrialPaths(folder: "")
    let logs = [(TrainerStream.stdout, paths.standardOutput), (.stderr, paths.standardError)]
    return logs.filter { stream == .both || stream == $0.0 }.map { _, path in
      let name = String(path.drop { $0 == "/" })
      return OutputPlace(name, in: place.folder, name: name)
    }
  }

  private static func files(_ file: String, at place: TrialPlace) -> [OutputPlace] {
    let manifest = try? CopyManifest.read(from: TrialPaths(folder: place.folder).workManifest)
    let copy = manifest?.copies[RelativePath(file)]
    let work = OutputPlace(
      file, in: place.workingDirectory, name: file,
      inherited: copy ?? before(launchAt: place, file, in: place.workingDirectory))
    guard let directory = place.jobDirectory else { return [work] }
    let inherited = before(launchAt: place, file, in: directory)
    return [work, OutputPlace(file, in: directory, name: "\(directory)/\(file)", inherited: inherited)]
  }

  /// The file's stamp if it was last written before the launch.
  private static func before(launchAt place: TrialPlace, _ file: String, in root: String) -> FileStamp? {
    let record = RelativePath(TrialPaths(folder: place.folder).launchRecord)
    guard let launch = try? FileStamp(of: record, in: Descriptor.directory(place.folder)),
      let stamp = try? FileStamp(of: RelativePath(file), in: Descriptor.directory(root)),
      stamp.modified < launch.modified
    else { return nil }
    return stamp
  }
}
