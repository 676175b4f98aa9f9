// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Testing

@Suite struct `Where things lie` {
  @Test(arguments: [
    (["ATTUNE_HOME": "/data/attune", "HOME": "/home/ada"], "/data/attune"),
    (["ATTUNE_HOME": "", "XDG_DATA_HOME": "/xdg", "HOME": "/home/ada"], "/xdg/attune"),
    (["XDG_DATA_HOME": "relative", "HOME": "/home/ada"], "/home/ada/.local/share/attune"),
    ([:], nil),
  ])
  func `the home follows the environment`(environment: [String: String], folder: String?) {
    #expect(AttuneHome(environment: environment)?.folder == folder)
  }

  @Test func `a job's folder is explained by its names`() {
    let home = AttuneHome(folder: "/home")
    let job = home.job(JobID(createdAt: Timestamp(milliseconds: 1_511_494_312_345)))
    #expect(job.folder == "/home/jobs/attune_2017_11_24_033152345")
    let trial = job.trial(Attempt(trial: Trial.ID(7), number: 2))
    #expect(trial.work == "\(job.folder)/trials/7/2/work")
    #expect(trial.metricFile == "\(job.folder)/trials/7/2/hypertune/output.metrics")
  }

  @Test(arguments: [
    ("gs://bucket/staging", "/home/gs/bucket/staging"), ("/data/out", "/data/out"), ("out", "/project/out"),
  ])
  func `a job directory is on this machine`(written: String, path: String) {
    #expect(AttuneHome(folder: "/home").jobDirectory(written, from: "/project") == path)
  }
}
