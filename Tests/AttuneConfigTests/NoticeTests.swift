// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import Testing

@Suite struct `A wish for a machine` {
  private func said(_ line: String, gpus: Int = 0) -> [String] {
    Reading.of("trainingInput:\n  \(line)\n", gpus: gpus).diagnostics
      .filter { !$0.message.contains("nothing is tuned") }.map(\.message)
  }

  @Test(arguments: [
    ("masterType: standard_gpu", "1 GPU"), ("masterType: standard_p100", "1 GPU"),
    ("masterType: large_model_v100", "1 GPU"), ("masterType: complex_model_m_gpu", "4 GPUs"),
    ("masterType: complex_model_l_v100", "8 GPUs"), ("scaleTier: BASIC_GPU", "1 GPU"),
  ])
  func `never keeps a job from running`(line: String, gpus: String) {
    let wish = line.replacing(": ", with: "' (")
    #expect(
      said(line) == ["'\(wish)) asks for \(gpus); trials run on the CPU on this machine, which has none"])
  }

  @Test func `is met by the GPUs of this machine`() {
    #expect(
      said("masterType: standard_gpu", gpus: 2) == [
        "'masterType' (standard_gpu) asks for 1 GPU; each trial gets as many of this machine's 2 to itself"
      ])
    #expect(
      said("masterType: complex_model_m_gpu", gpus: 2) == [
        "'masterType' (complex_model_m_gpu) asks for 4 GPUs; each trial gets what this machine has: 2 GPUs"
      ])
  }

  @Test func `is also a trial's own share of the GPUs, unless the file says how many`() {
    func gpus(_ text: String) -> TrialResources.GPUs? { Reading.of(text, gpus: 8).configuration?.gpus }
    #expect(gpus("trainingInput: {scaleTier: BASIC}\n") == .upTo(1))
    #expect(gpus("trainingInput: {masterType: complex_model_m_gpu}\n") == .upTo(4))
    #expect(gpus("trainingInput: {masterType: complex_model_m_gpu}\nattune: {trial: {gpus: 2}}\n") == .exactly(2))
    #expect(gpus("trainingInput: {}\nattune: {trial: {gpus: 0}}\n") == .exactly(0))
  }

  @Test func `can't be for more GPUs than there are, where Attune's own key says so`() {
    #expect(
      Reading.said("trainingInput: {}\nattune: {trial: {gpus: 1}}\n").hasPrefix(
        """
        t.yml:2:25: error: 'gpus' (1) is more than trials can use on this machine, which has none
          leave it out to run on the CPU; 'attune doctor' says what was found
        """))
  }

  @Test func `may stand in an accelerator configuration`() {
    #expect(
      said("masterConfig: {acceleratorConfig: {count: \"2\", type: NVIDIA_TESLA_K80}}") == [
        "'masterConfig.acceleratorConfig' asks for 2 GPUs; trials run on the CPU on this machine, which has none"
      ])
  }

  @Test(arguments: ["scaleTier: BASIC_TPU", "masterConfig: {acceleratorConfig: {count: 8, type: TPU_V2}}"])
  func `may be for a TPU`(line: String) {
    #expect(said(line, gpus: 1).first?.hasSuffix("asks for a TPU; trials run on this machine, which has none") == true)
  }

  @Test(arguments: ["masterType: n1-standard-8", "masterType: a_type_of_tomorrow"])
  func `may be for a machine without accelerators`(line: String) {
    let wish = line.replacing(": ", with: "' (")
    #expect(said(line) == ["'\(wish)) chooses a machine of the cloud; trials run on this one"])
  }

  @Test func `may be for none: then nothing is said`() {
    #expect(said("workerCount: 0").isEmpty)
    #expect(said("packageUris: []").isEmpty)
  }

  @Test func `may name commands that Attune does not run`() {
    let said = Reading.said("trainingInput: {}\ncustomCommands: [[apt-get, install, -y, gdal], [echo, \"it's\"]]")
    #expect(
      said.hasSuffix(
        """
        t.yml:2:1: notice: 'customCommands' are not run here
          run them once yourself: apt-get install -y gdal && echo 'it'\\''s'
        """))
  }
}
