// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A file that a trial may write its metric to.
struct OutputPlace {
  /// As it is told and recorded: relative to the working directory, absolute elsewhere.
  let name: String
  let root: String
  let path: RelativePath
  let inherited: InheritedContent?

  private init(_ path: String, in root: String, name: String, inherited: InheritedContent? = nil) {
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
    let path = "\(place.workingDirectory)/\(file)"
    let inherited = InheritedContent(copyOf: file, at: place) ?? InheritedContent(path, beforeLaunchAt: place)
    let work = OutputPlace(file, in: place.workingDirectory, name: file, inherited: inherited)
    guard let directory = place.jobDirectory else { return [work] }
    let name = "\(directory)/\(file)"
    return [
      work,
      OutputPlace(file, in: directory, name: name, inherited: InheritedContent(name, beforeLaunchAt: place)),
    ]
  }
}
