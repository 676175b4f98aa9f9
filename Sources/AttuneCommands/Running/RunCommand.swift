// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
import AttuneJob
import AttuneStudy

package struct RunCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a job here; the same command resumes it.",
    usage: """
      attune run [--config tuning.yml] [options] SCRIPT [ARG ...]
      attune run [--config tuning.yml] [options] -- COMMAND [ARG ...]
      """,
    discussion: """
      Each trial is one complete run of the script with --name=value flags appended, in a private copy of this \
      directory. The metric is read from the TensorBoard event files that the script writes.

        attune run train.py
        attune run --config tuning.yml --max-parallel-trials 4 train.py --epochs 20
        attune run -- ./train --rate '{learning_rate}' data.bin

      Ctrl-C once lets the running trials end, twice stops them; the same command goes on where the job was left.
      """)

  @OptionGroup package var options: RunOptions
  @OptionGroup package var display: DisplayOptions

  package init() {}

  package func run() async throws {
    let spec = try options.spec()
    let service = try Composition.service(takesOver: options.takeOver.takeOver)
    let session = JobSession(service: service, say: StandardError.say)
    let foreground = Foreground(service: service, display: display)
    switch try await session.begin(
      spec, seedIsGiven: options.seed != nil, isNew: options.new, environment: Composition.environment)
    {
    case .started(let id):
      StandardError.say("job \(id): \(spec.sentence)")
      try await foreground.run(id)
    case .resumed(let id):
      StandardError.say("job \(id) goes on: \(spec.sentence)")
      try await foreground.run(id)
    case .attached(let job, let owner):
      StandardError.say(
        "job \(job.id) runs already (process \(owner.pid) on \(owner.host)); watching it, Ctrl-C leaves it")
      try await foreground.watch(job.id)
    }
  }
}

extension JobSpec {
  /// What will happen, in a sentence.
  var sentence: String {
    guard let tuning else { return "one run, nothing tuned" }
    let trials = "\(limits.maxTrials) \(limits.maxTrials == 1 ? "trial" : "trials")"
    return "\(trials), \(min(limits.maxTrials, limits.maxParallelTrials)) at a time, to "
      + "\(tuning.objective.goal.rawValue.lowercased()) '\(tuning.objective.tag)' (\(tuning.algorithm.rawValue), "
      + "seed \(seed))"
  }
}
