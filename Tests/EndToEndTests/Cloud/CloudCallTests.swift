// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Every call that R's `cloudml` makes, in the order in which it makes them, answered byte for byte.
@Suite struct `A call of the R package` {
  private let cloud: CloudProject
  private var transcript: CloudTranscript

  init() throws {
    cloud = try CloudProject()
    transcript = CloudTranscript(cloud)
  }

  @Test mutating func `is answered before there is any job`() throws {
    for property in ["account", "project", "region", "nonsense"] {
      try transcript.call("gcloud", ["config", "get-value", property])
    }
    try transcript.call("gcloud", ["config", "get-value", "region"], environment: ["CLOUDSDK_COMPUTE_REGION": "here"])
    try transcript.call("gcloud", ["version"])
    try transcript.call("gcloud", CloudProject.jobs("list"))
    try transcript.call("gcloud", CloudProject.jobs("describe", "cloudml_unknown"))
    try transcript.call("gcloud", CloudProject.jobs("cancel", "cloudml_unknown"))
    try transcript.call("gsutil", ["ls", "-p", "attune"])
    try transcript.call("gsutil", ["mb", "-p", "attune", "gs://attune"])
    try transcript.call("gsutil", ["ls", "-p", "attune"])
    try transcript.call("gsutil", ["ls", "gs://attune/r-cloudml/cache/*"])
    try transcript.expect("before-any-job")
  }

  @Test mutating func `that makes no sense is told so, in gcloud's words`() throws {
    try transcript.call("gcloud", ["ai-platform", "jobs", "describe"])
    try transcript.call("gcloud", ["ai-platform", "jobs", "describe", "x", "--bogus=1"])
    try transcript.call("gcloud", ["ai-platform", "jobs", "list", "--limit=none"])
    try transcript.call("gcloud", ["ai-platform", "jobs", "list", "--filter=state FAILED"])
    try transcript.call("gcloud", ["ai-platform", "jobs", "list", "--format=table(jobId)"])
    try transcript.call("gcloud", ["ml-engine", "jobs", "bogus"])
    try transcript.call("gcloud", ["compute", "instances", "list"])
    try transcript.call("gcloud", ["ai-platform", "models", "list", "--format=json"])
    try transcript.call("gcloud", ["ai-platform", "predict", "--model=m", "--format=json"])
    try transcript.call("gcloud", ["init"])
    try transcript.call("gsutil", ["bogus"])
    try transcript.call("gsutil", ["cp", "one"])
    try transcript.call("gsutil", ["ls", "-y"])
    try transcript.call("gsutil", ["ls", "gs://attune/../jobs"])
    try transcript.expect("mistakes")
  }

  @Test mutating func `that submits what can't run leaves nothing behind`() throws {
    let usual = CloudProject.submission()
    func submit(_ old: String, _ new: String) -> [String] { usual.map { $0 == old ? new : $0 } }
    try transcript.call("gcloud", submit(CloudProject.id, "1_job"))
    try transcript.call("gcloud", submit("--package-path=cloudml-model", "--package-path=nowhere"))
    try transcript.call("gcloud", submit("--config=cloudml-model/cloudml.yml", "--config=nowhere.yml"))
    try cloud.project.write(
      """
      trainingInput:
        hyperparameters:
          goal: MAXIMISE
          maxtrials: 3
          params:
          - parameterName: x
            type: DOUBLE
            minValue: 2
            maxValue: 1

      """, to: "mistakes.yml")
    try transcript.call("gcloud", submit("--config=cloudml-model/cloudml.yml", "--config=mistakes.yml"))
    try transcript.expect("submitted-in-vain")
    #expect(cloud.project.leftovers.filter { $0.hasPrefix("jobs/") || $0.hasPrefix("staging/") } == [])
  }

  @Test mutating func `makes a job, looks at it, and brings what its trials wrote`() throws {
    try cloud.gsutil("mb", "gs://attune")
    // Another gsutil comes first on the PATH, as where the Cloud SDK is installed: the trainer needs ours.
    let other = cloud.project.place.appending(path: "other")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let foreign = other.appending(path: "gsutil")
    try "#!/bin/sh\nexit 1\n".write(to: foreign, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: foreign.path)
    let path = "\(other.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
    try transcript.call("gcloud", CloudProject.submission(), environment: ["PATH": path])
    // The R package removes the bundle as soon as it is submitted.
    try FileManager.default.removeItem(at: cloud.project.folder.appending(path: "cloudml-model"))
    try cloud.waitUntil("SUCCEEDED")
    let id = CloudProject.id, runs = "gs://attune/r-cloudml/runs/\(id)"
    try transcript.call("gcloud", CloudProject.jobs("describe", id))
    try transcript.call("gcloud", ["ml-engine", "jobs", "describe", id, "--format=value(state,trainingInput.region)"])
    try transcript.call("gcloud", CloudProject.jobs("list"))
    try transcript.call("gcloud", CloudProject.jobs("list", "--filter=jobId:cloudml*", "--limit=1"))
    try transcript.call("gcloud", CloudProject.jobs("list", "--filter=state=FAILED OR NOT jobId:cloudml*"))
    try transcript.call("gcloud", CloudProject.jobs("list", "--uri"))
    // Which of the two wrote first is another matter on each run.
    for task in ["service", "master-replica-0"] {
      try transcript.call(
        "gcloud", CloudProject.jobs("stream-logs", id, "--polling-interval=5", "--task-name=\(task)"))
    }
    try transcript.call("gcloud", CloudProject.jobs("cancel", id))
    try transcript.call("gsutil", ["ls", "\(runs)/2/*"])
    try transcript.call("gsutil", ["ls", "\(runs)/4/*"])
    let destination = cloud.project.folder.appending(path: "runs/\(id)-2")
    try FileManager.default.createDirectory(at: destination, withIntermediateDirectories: true)
    try transcript.call("gsutil", ["-m", "cp", "-r", "\(runs)/2/*", "runs/\(id)-2"])
    try transcript.expect("a-job")
    #expect(try cloud.project.text("runs/\(id)-2/model.txt") == "0.5\n")
    #expect(try cloud.project.text("runs/\(id)-2/tfruns.d/flags.json") == #"{"x": "0.5"}"#)
  }

  @Test func `lists times as the clock on the wall has them`() throws {
    try cloud.submit(environment: ["GATE": "/dev/null"])
    try cloud.waitUntil("SUCCEEDED")
    let zone = try cloud.gcloud("ai-platform", "jobs", "list", environment: ["TZ": "EST5"])
    let world = try cloud.gcloud("ai-platform", "jobs", "list")
    let times = try [zone, world].map { result in
      let time = try #require(result.output.split(separator: "\n").last?.split(separator: " ").last)
      return try Date("\(time)Z", strategy: .iso8601)
    }
    #expect(times[1].timeIntervalSince(times[0]) == 5 * 3_600)
    let log = try cloud.gcloud(
      "ai-platform", "jobs", "stream-logs", CloudProject.id, environment: ["TZ": "EST5"])
    #expect(log.output.split(separator: "\n").allSatisfy { $0.contains(" -0500\t") }, "\(log.output)")
  }
}
