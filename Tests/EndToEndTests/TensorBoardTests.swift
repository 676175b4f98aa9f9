// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation
import Testing

@Suite struct `TensorBoard over a job` {
  private static let talking = """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: val_acc
        algorithm: GRID_SEARCH
        maxTrials: 3
        maxParallelTrials: 3
        params:
          - {parameterName: lr, type: DISCRETE, discreteValues: [0.01, 0.1]}
          - {parameterName: kind, type: CATEGORICAL, categoricalValues: [a, b]}
    attune:
      metric:
        source: {regex: 'epoch (?P<step>\\d+): val_acc=(?P<value>\\S+)'}

    """

  /// Starts the verb, and waits until it has printed its URL.
  private func open(_ project: Project, _ arguments: String...) throws -> (Project.Running, TensorBoardPage) {
    let running = try project.start(["tensorboard"] + arguments + ["--", "--reload_interval", "1"])
    var page: TensorBoardPage?
    try eventually("TensorBoard answers: \(running.wordsSoFar)") {
      page = TensorBoardPage(printed: running.outputSoFar)
      return page != nil || !running.process.isRunning
    }
    return (running, try #require(page, "\(running.wordsSoFar)"))
  }

  @Test func `shows parameters, final metric and curve of trainers that have no event files`() throws {
    let project = try Project("talking", tuning: Self.talking)
    try #require(try project.attune("run", "print.py").status == 0)
    let (running, page) = try open(project)
    let names = (1...3).map { number in { (name: String) in name.hasPrefix("trial-0\(number) lr=0.") } }
    try eventually("all trials have their metric and their curve") {
      let done = try page.sessions().filter { session in
        session.metrics.count == 2 && page.scalars("attune/val_acc", of: session.name).count == 3
      }
      return done.count == 3
    }
    for (session, isName) in zip(try page.sessions(), names) {
      #expect(isName(session.name), "\(session.name)")
      #expect(session.metrics == ["attune/final": 0.875, "attune/val_acc": 0.875])
      #expect(session.status == "STATUS_SUCCESS")
      let lr = try #require(session.parameters["lr"] as? Double)
      let kind = try #require(session.parameters["kind"] as? String)
      #expect(session.name.hasSuffix(" lr=\(lr) kind=\(kind)"))
      let curve = page.scalars("attune/val_acc", of: session.name)
      #expect(curve.map(\.step) == [0, 1, 2] && curve.map(\.value) == [0.5, 0.75, 0.875])
    }
    let experiment = try page.experiment()
    #expect(experiment.parameters == ["kind", "lr"])
    #expect(experiment.metrics == ["val_acc", "val_acc, latest"])
    running.signal(SIGINT)
    #expect(try running.finish().status == 130)
    #expect(!page.isThere, "TensorBoard ended, too")
  }

  @Test func `follows a job that runs, with the files of its trainers`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 1))
    let gate = project.place.appending(path: "gate").path
    let job = try project.start(["run", "slow.py"], environment: ["GATE": gate])
    try eventually("a first measurement") {
      try project.attune("trials", "--format", "csv").rows.first?["state"] == "RUNNING"
    }
    let (running, page) = try open(project)
    defer { running.signal(SIGKILL) }
    try eventually("the trainer's own run") { page.runs.contains { $0.hasSuffix("/logs") } }
    let run = try #require(page.runs.first { $0.hasPrefix("trial-01 x=") && !$0.hasSuffix("/logs") })
    try eventually("the first step") {
      page.scalars("accuracy", of: "\(run)/logs").map(\.step) == [1]
        && page.scalars("attune/accuracy", of: run).map(\.step) == [1]
    }
    #expect(try page.sessions().map(\.status) == ["STATUS_UNKNOWN"])
    #expect(try page.sessions().first?.metrics["attune/final"] == nil)
    try Data().write(to: URL(filePath: gate))
    #expect(try job.finish().status == 0)
    try eventually("the end") { try page.sessions().first?.metrics["attune/final"] != nil }
    #expect(try page.sessions().map(\.status) == ["STATUS_SUCCESS"])
    try eventually("the second step") {
      page.scalars("accuracy", of: "\(run)/logs").map(\.step) == [1, 2]
        && page.scalars("attune/accuracy", of: run).map(\.step) == [1, 2]
    }
    running.signal(SIGTERM)
    #expect(try running.finish().status == 143)
  }

  @Test func `two at the same time have each their own port`() throws {
    let project = try Project("shell", tuning: Project.activations(trials: 2))
    try #require(try project.attune("run", "train.sh").status == 0)
    let commands = try (1...2).map { _ in try project.start(["tensorboard"]) }
    try eventually("both answer") { commands.allSatisfy { TensorBoardPage(printed: $0.outputSoFar) != nil } }
    let pages = commands.compactMap { TensorBoardPage(printed: $0.outputSoFar) }
    #expect(pages.count == 2 && pages[0].url != pages[1].url)
    commands[0].signal(SIGINT)
    #expect(try commands[0].finish().status == 130)
    #expect(!pages[0].isThere && pages[1].isThere)
    let taken = try project.attune("tensorboard", "--port", "\(pages[1].url.port ?? 0)")
    #expect(taken.status == 2 && taken.words.contains("is taken"), "\(taken.words)")
    commands[1].signal(SIGINT)
    #expect(try commands[1].finish().status == 130)
  }

  @Test func `ends TensorBoard even where it is killed itself`() throws {
    let project = try Project("shell", tuning: Project.activations(trials: 1))
    try #require(try project.attune("run", "train.sh").status == 0)
    let (running, page) = try open(project)
    running.signal(SIGKILL)
    _ = try running.finish()
    try eventually("it is gone") { !page.isThere }
  }

  @Test func `shows an attempt that counts, and none that does not`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 2, from: 0.6, to: 0.9))
    _ = try project.attune("run", "failing.py")
    #expect(try runs(of: project, "--print-logdir").allSatisfy { !$0.contains("attempt") })
    let failed = try log(of: project)
    #expect(failed.contains("_hparams_/session_end_info"))
    try project.write("from events import Writer\nWriter('.').add('accuracy', 0.5, 1)\n", to: "failing.py")
    // The job keeps its sources, so its own copy is what is repaired.
    let source = try project.job().appending(path: "source/failing.py")
    try project.text("failing.py").write(to: source, atomically: true, encoding: .utf8)
    let retried = try project.attune("retry", "--failed")
    #expect(retried.status == 0, "\(retried.words)")
    let names = try runs(of: project, "--print-logdir")
    #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(" attempt=2") }, "\(names)")
    let folder = try logdir(of: project)
    for name in names {
      // Links to what the trainer wrote, and a file of Attune's.
      let work = folder.appending(path: "\(name)/work")
      let files = try FileManager.default.contentsOfDirectory(atPath: work.path)
      #expect(files.count == 1)
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: "\(work.path)/\(files[0])")
      let places = target.split(separator: "/").suffix(3)
      #expect(places.starts(with: ["2", "work"]) && places.last?.hasPrefix("events.out.tfevents.") == true)
      #expect(EventFile.isNamed(files[0]))
    }
  }

  @Test func `tells the files of trials that share a directory apart`() throws {
    let project = try Project("odd", tuning: Project.tuning(trials: 2, from: 0.1, to: 0.4))
    try #require(try project.attune("run", "--in-place", "failing.py").status == 0)
    let folder = try logdir(of: project)
    let targets = try runs(of: project, "--print-logdir").map { name in
      let logs = folder.appending(path: "\(name)/logs").path
      let files = try FileManager.default.contentsOfDirectory(atPath: logs)
      #expect(files.count == 1)
      return try FileManager.default.destinationOfSymbolicLink(atPath: "\(logs)/\(files[0])")
    }
    #expect(targets.count == 2 && Set(targets).count == 2)
    for target in targets { #expect(target.contains("/project/logs/events.out.tfevents.")) }
  }

  @Test func `goes on with the files that are there, and is removed with the job or by gc`() throws {
    let project = try Project("shell", tuning: Project.activations(trials: 2))
    try #require(try project.attune("run", "train.sh").status == 0)
    let first = try runs(of: project, "--print-logdir")
    let before = try stamps(of: project)
    #expect(try runs(of: project, "--no-launch") == first)
    #expect(try stamps(of: project) == before)
    #expect(try project.attune("gc").words.contains("nothing to remove"), "it is new")
    let folder = try logdir(of: project)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: folder.path)
    #expect(try project.attune("gc").output.contains("tensorBoard"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try runs(of: project, "--print-logdir") == first)
    #expect(try project.attune("rm", "--purge", project.job().lastPathComponent).status == 0)
    #expect(project.leftovers.allSatisfy { !$0.contains("tensorboard") })
  }

  @Test func `says what to do where there is no TensorBoard`() throws {
    let project = try Project("shell", tuning: Project.activations(trials: 1))
    let bare = project.place.appending(path: "bin")
    try FileManager.default.createDirectory(at: bare, withIntermediateDirectories: true)
    for program in ["sh", "mkdir", "cp", "env"] {
      try FileManager.default.createSymbolicLink(
        atPath: bare.appending(path: program).path, withDestinationPath: "/bin/\(program)")
    }
    let environment = ["PATH": bare.path, "HOME": project.place.path]
    try #require(try project.attune("run", "train.sh", environment: environment).status == 0)
    let failed = try project.attune("tensorboard", environment: environment)
    #expect(failed.status == 2)
    #expect(failed.words.contains("there is no TensorBoard"))
    #expect(failed.words.contains("pip install tensorboard"))
    #expect(try project.attune("tensorboard", "--print-logdir", environment: environment).status == 0)
  }

  @Test func `tells what TensorBoard said where it can't serve`() throws {
    let project = try Project("shell", tuning: Project.activations(trials: 1))
    try #require(try project.attune("run", "train.sh").status == 0)
    let failed = try project.attune("tensorboard", "--", "--no_such_option")
    #expect(failed.status == 2)
    #expect(failed.words.contains("TensorBoard ended with status 2; it said:"))
    #expect(failed.words.contains("no_such_option"))
    let port = try project.attune("tensorboard", "--", "--port=7")
    #expect(port.status == 64 && port.words.contains("attune tensorboard --port N"))
  }

  private func logdir(of project: Project) throws -> URL {
    URL(filePath: try project.attune("tensorboard", "--print-logdir").output.trimmingCharacters(in: .newlines))
  }

  private func runs(of project: Project, _ option: String) throws -> [String] {
    let result = try project.attune("tensorboard", option)
    #expect(result.status == 0, "\(result.words)")
    let folder = result.output.trimmingCharacters(in: .newlines)
    let expected = try project.job().appending(path: "tensorboard").path
    #expect(folder == expected)
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("trial-") }.sorted()
  }

  private func log(of project: Project) throws -> String {
    let folder = try logdir(of: project)
    let run = try #require(try runs(of: project, "--print-logdir").first)
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(run)").first { $0.contains("attune") })
    return String(decoding: try Data(contentsOf: URL(filePath: "\(folder.path)/\(run)/\(file)")), as: UTF8.self)
  }

  /// Names, sizes and times of all files of it.
  private func stamps(of project: Project) throws -> [String: String] {
    let folder = try project.job().appending(path: "tensorboard").path
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return try Dictionary(
      uniqueKeysWithValues: files.map { file in
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
        return (file, "\(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)")
      })
  }
}
