// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Testing

@Suite struct `The failure policy` {
  private func limits(_ attune: String) -> JobLimits? {
    let tuning = Reading.tuning(parameter: "type: DOUBLE\nminValue: 0\nmaxValue: 1")
    return Reading.of(tuning + "\nattune: \(attune)").configuration?.limits
  }

  @Test func `is that which goes without saying, where the file names none`() {
    #expect(limits("{trial: {retries: 2}}")?.failurePolicy == .default)
    #expect(limits("{}")?.failurePolicy == .default)
  }

  @Test func `is changed class by class, in any case of letters that the file's keys may have`() {
    var expected = FailurePolicy.default
    expected[.gpuOutOfMemory] = .infeasible
    expected[.noMetric] = .stopJob
    let read = limits("{failurePolicy: {gpu_out_of_memory: INFEASIBLE, noMetric: STOP_JOB}}")
    #expect(read?.failurePolicy == expected && read?.retries == 0)
  }

  @Test func `that asks for a retry gets one, and nothing else is retried`() {
    let read = limits("{failurePolicy: {killed: RETRY}}")
    #expect(read?.retries == 1)
    #expect(FailureClass.allCases.filter { read?.failurePolicy[$0] == .retry } == [.killed, .lost])
  }

  @Test func `leaves the number of retries to the file`() {
    let read = limits("{trial: {retries: 4}, failurePolicy: {notFinite: RETRY}}")
    #expect(read?.retries == 4 && read?.failurePolicy[.notFinite] == .retry && read?.failurePolicy[.exited] == .retry)
  }

  @Test func `for lost trials needs no number`() {
    let read = limits("{trial: {retries: 0}, failurePolicy: {lost: RETRY}}")
    #expect(read?.retries == 0 && read?.failurePolicy == .default)
  }
}
