// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Foundation
import Testing

/// Ten ways to get the metric wrong, and the words that a user reads: before anything is spent, and after.
@Suite struct `A metric that is set up wrong` {
  struct Setup: Sendable, CustomTestStringConvertible {
    let name: String
    /// Of `setup.py`.
    let script: String
    /// `hyperparameterMetricTag`.
    let tag: String
    /// Lines of the probe's report.
    let probe: [String]
    var probeStatus: Int32 = 0
    /// What `attune run` says on the way.
    let run: [String]
    var runStatus: Int32 = 0

    var testDescription: String { name }
  }

  static let setups = [
    Setup(
      name: "a tag misspelt", script: "tags", tag: "acuracy",
      probe: [
        "no scalar is tagged 'acuracy'; did you mean 'accuracy'?",
        "write into tuning.yml", "hyperparameterMetricTag: accuracy",
      ], probeStatus: 4,
      run: [
        "trial 1 is infeasible: the trainer wrote no scalar tagged 'acuracy'; it wrote 'accuracy' "
          + "(did you mean that?), 'loss'; set hyperparameterMetricTag to a tag that the trainer writes"
      ], runStatus: 4),
    Setup(
      name: "the wrong case", script: "tags", tag: "Accuracy",
      probe: [
        "no scalar is tagged 'Accuracy'; did you mean 'accuracy'? Tags are case-sensitive",
        "hyperparameterMetricTag: accuracy",
      ], probeStatus: 4,
      run: ["it wrote 'accuracy' (did you mean that? tags are case-sensitive), 'loss'"], runStatus: 4),
    Setup(
      name: "acc for accuracy", script: "tags", tag: "acc",
      // How far apart the two are is told where the machine took its time.
      probe: ["'acc' is read as 'accuracy' in logs/", "reports  2, ", "and the script has ended: enough for tuning"],
      run: ["trial 1: 'acc' is read as 'accuracy' in logs/", "trial 1 succeeded: acc 0.75 at step 1"]),
    Setup(
      name: "only a training value where validation is wanted", script: "training", tag: "val_loss",
      probe: [
        "no scalar is tagged 'val_loss'; there is 'loss', which is the training value: does the script validate at all?",
        "have it write a validation value, or tune for", "hyperparameterMetricTag: loss",
      ], probeStatus: 4,
      run: ["the trainer wrote no scalar tagged 'val_loss'; it wrote 'loss' (the training value)"], runStatus: 4),
    Setup(
      name: "training for validation", script: "keras", tag: "epoch_accuracy",
      probe: [
        "'epoch_accuracy' is read in logs/train/",
        "not read  'epoch_accuracy' in logs/validation/; if you mean that, write",
        "hyperparameterMetricTag: validation/epoch_accuracy",
      ],
      run: ["trial 1: 'epoch_accuracy' is read in logs/train/", "trial 1 succeeded: epoch_accuracy 1.0 at step 1"]),
    Setup(
      name: "no event file", script: "silent", tag: "accuracy",
      probe: [
        "metric  it wrote no event file",
        "have the script write its metric for TensorBoard, below its working directory",
      ], probeStatus: 4,
      run: [
        "the trainer wrote no scalar tagged 'accuracy', nor any other; let it write TensorBoard event files below its "
          + "working directory, and call its writer's flush() or close()"
      ], runStatus: 4),
    Setup(
      name: "a writer that never flushes", script: "unflushed", tag: "accuracy",
      probe: [
        "metric  'logs/events.out.tfevents.1700000000.", "holds no scalar",
        "call the writer's flush() or close() before the script ends: what it holds back is lost otherwise",
      ], probeStatus: 4,
      run: ["nor any other; let it write TensorBoard event files below its working directory, and call its writer's"],
      runStatus: 4),
    Setup(
      name: "a writer that holds back", script: "late", tag: "accuracy",
      probe: [
        "delay    up to ", "its writer holds it back, so the live view and early stopping are that late",
        "call its flush() after each report",
      ],
      run: ["trial 1 succeeded: accuracy 0.5 at step 2"]),
    Setup(
      name: "a metric only at the end", script: "once", tag: "accuracy",
      probe: [
        "reports  1, and the script has ended: enough for tuning; a trial can be stopped early from its third report on; "
          + "enableTrialEarlyStopping has no effect on this script"
      ],
      run: ["trial 1 succeeded: accuracy 0.5 at step 0"]),
    Setup(
      name: "NaN", script: "nan", tag: "accuracy",
      probe: [
        "values   2 of 3 are no numbers, the first at step 1; a trial that ends so is infeasible: it has no result"
      ],
      run: ["trial 1 is infeasible: the metric 'accuracy' is NaN at step 2"], runStatus: 4),
    Setup(
      name: "two writers with one tag", script: "two", tag: "loss",
      probe: [
        "'loss' is read in runs/eval/", "not read  'loss' in runs/a/; if you mean that, write",
        "hyperparameterMetricTag: a/loss",
      ],
      run: ["trial 1: 'loss' is read in runs/eval/", "trial 1 succeeded: loss 0.125 at step 1"]),
  ]

  private func project(_ tag: String) throws -> Project {
    try Project(
      "odd",
      tuning: """
        trainingInput:
          hyperparameters:
            hyperparameterMetricTag: \(tag)
            enableTrialEarlyStopping: true
            maxTrials: 1
            params:
              - {parameterName: x, type: DOUBLE, minValue: 0.1, maxValue: 0.9}

        """)
  }

  @Test(arguments: setups)
  func `is told by a probe, which leaves nothing behind`(setup: Setup) throws {
    let project = try project(setup.tag)
    let before = try project.contents()
    let check = try project.attune("check", "--probe", "setup.py", setup.script)
    #expect(check.status == setup.probeStatus, "\(check.words)")
    for line in setup.probe { #expect(check.output.contains(line), "\(check.output)") }
    #expect(try project.contents() == before)
    #expect(project.leftovers == [])
  }

  @Test(arguments: setups)
  func `is told by a job`(setup: Setup) throws {
    let project = try project(setup.tag)
    let run = try project.attune("run", "setup.py", setup.script)
    #expect(run.status == setup.runStatus)
    for line in setup.run { #expect(run.words.contains(line), "\(run.words)") }
  }

  @Test func `by an event file of an earlier run is none of this one's`() throws {
    let project = try project("accuracy")
    var writer = EventWriter(wallTime: 1_700_000_000)
    writer.write("accuracy", 0.99, step: 1, wallTime: 1_700_000_000)
    try FileManager.default.createDirectory(
      at: project.folder.appending(path: "logs"), withIntermediateDirectories: true)
    try Data(writer.takeBytes()).write(to: project.folder.appending(path: "logs/events.out.tfevents.1.old"))
    let check = try project.attune("check", "--probe", "setup.py", "silent")
    #expect(check.status == 4)
    #expect(
      check.output.contains(
        "'logs/events.out.tfevents.1.old' in this folder is of an earlier run: a trial never sees it"))
    for option in ["--new", "--in-place"] {
      let run = try project.attune("run", option, "setup.py", "silent")
      #expect(run.status == 4)
      #expect(run.words.contains("the trainer wrote no scalar tagged 'accuracy', nor any other"), "\(run.words)")
    }
  }
}
