// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What the user asked for, resolved and validated: everything a job needs but its environment.
public struct JobSpec: Sendable, Hashable {
  /// `--name`.
  public var name: String?
  /// The real path of the directory in which the command was given: the root of the working copy.
  public var directory: String
  /// The configuration file's real path; nil where none was given.
  public var configurationPath: String?
  public var trainer: Trainer
  /// Nil: one trial, nothing tuned.
  public var tuning: Tuning?
  public var limits: JobLimits
  public var seed: UInt64
  public var workingCopy: WorkingCopy
  /// `jobDir` as it was written; each trial gets `<jobDir>/<trial>`.
  public var jobDirectory: String?
  /// Set for every trainer on top of the environment that was captured (`attune: trial: environment`).
  public var environment: [String: String]
  /// Which GPUs a trial has to itself; nil in jobs of before there was a choice, whose trials share all there are.
  public var gpus: TrialResources.GPUs?
  public var labels: [String: String]
  /// `trainingInput` as it was written, to be echoed.
  public var trainingInput: JSONValue
  /// Nobody sits by it: whoever looks after such jobs starts a new controller where the last one has died.
  public var isUnattended: Bool

  public init(
    name: String? = nil, directory: String, configurationPath: String? = nil, trainer: Trainer,
    tuning: Tuning?, limits: JobLimits = JobLimits(), seed: UInt64 = 0,
    workingCopy: WorkingCopy = .copied(exclude: [], link: []), jobDirectory: String? = nil,
    environment: [String: String] = [:], gpus: TrialResources.GPUs? = nil, labels: [String: String] = [:],
    trainingInput: JSONValue = .object([:]), isUnattended: Bool = false
  ) {
    self.name = name
    self.directory = directory
    self.configurationPath = configurationPath
    self.trainer = trainer
    self.tuning = tuning
    self.limits = limits
    self.seed = seed
    self.workingCopy = workingCopy
    self.jobDirectory = jobDirectory
    self.environment = environment
    self.gpus = gpus
    self.labels = labels
    self.trainingInput = trainingInput
    self.isUnattended = isUnattended
  }

  /// The mathematical half of the request.
  public struct Tuning: Sendable, Hashable {
    public var space: SearchSpace
    public var objective: Objective
    public var algorithm: Algorithm
    /// Nil: no trial is stopped for being unpromising.
    public var stopping: EarlyStopping?
    /// More directories with event files; `{trial}` stands for a trial's number (`attune: metric`).
    public var logDirectories: [String]
    /// Where the metric is read (`attune: metric: source`).
    public var origin: MetricOrigin
    /// What the user wants tried first, in this order (`attune: initialTrials`).
    public var initialAssignments: [Assignment]
    /// The earlier job whose results are taken over, as it was named (`resumePreviousJobId`).
    public var previousJob: String?
    /// Those results, copied when the job is made: the earlier job is not needed any more then.
    public var priorTrials: [PriorTrial]

    public init(
      space: SearchSpace, objective: Objective, algorithm: Algorithm = .default,
      stopping: EarlyStopping? = nil, logDirectories: [String] = [], origin: MetricOrigin = .events,
      initialAssignments: [Assignment] = [], previousJob: String? = nil, priorTrials: [PriorTrial] = []
    ) {
      self.space = space
      self.objective = objective
      self.algorithm = algorithm
      self.stopping = stopping
      self.logDirectories = logDirectories
      self.origin = origin
      self.initialAssignments = initialAssignments
      self.previousJob = previousJob
      self.priorTrials = priorTrials
    }

    /// The study that a job with this tuning starts from.
    public func emptyStudy(seed: UInt64) -> Study {
      Study(
        space: space, objective: objective, seed: seed, priorTrials: priorTrials,
        initialAssignments: initialAssignments)
    }
  }

  public enum WorkingCopy: Sendable, Hashable {
    /// A private copy per attempt; `exclude` and `link` are extra patterns of `attune: snapshot`.
    case copied(exclude: [String], link: [String])
    /// A private copy per attempt of a directory that its sender may then remove: all of it is copied, nothing linked.
    case shipped
    /// `--in-place`: trainers run in the original directory.
    case inPlace
  }

  /// What makes a command "the same": an unfinished job with this key goes on.
  public struct Key: Sendable, Hashable {
    public let directory: String
    public let configurationPath: String?
    public let command: [String]
    public let name: String?
  }

  public var key: Key {
    Key(directory: directory, configurationPath: configurationPath, command: trainer.command, name: name)
  }

  /// The empty study this job starts from.
  public var emptyStudy: Study? {
    tuning?.emptyStudy(seed: seed)
      ?? (try? SearchSpace([])).map { Study(space: $0, objective: nil, seed: seed) }
  }
}
