// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `attune ask-tell` {
  private func dialogue() throws -> AskTellDialogue {
    let space = try SearchSpace([
      ParameterSpec(name: "x1", domain: .double(0...1, scale: .linear)),
      ParameterSpec(name: "units", domain: .integer(8...128, scale: .log)),
      ParameterSpec(name: "batch", domain: .discrete([16, 32, 64.5], scale: .linear)),
      ParameterSpec(name: "act", domain: .categorical(["relu", "tanh"])),
    ])
    return AskTellDialogue(
      .init(space: space, objective: Objective(tag: MetricTag("acc"), goal: .maximize), algorithm: .sobol), seed: 1)
  }

  /// Requests of every kind, and every mistake; `>` what is sent, `<` what comes back.
  @Test func `answers every line, mistakes too`() throws {
    let requests = [
      #"{"method":"suggest","count":2}"#, #"{"method":"suggest"}"#,
      #"{"method":"measure","trialId":"1","step":3,"value":0.91}"#,
      #"{"method":"measure","trialId":1,"step":4,"value":0.93}"#,
      #"{"method":"complete","trialId":"1"}"#, #"{"method":"complete","trialId":"2","step":7,"value":0.97}"#,
      #"{"method":"fail","trialId":"3","reason":"out of memory"}"#,
      #"{"method":"add","parameters":{"x1":0.5,"units":32,"batch":16,"act":"relu"},"value":0.5}"#,
      #"{"method":"suggest"}"#, #"{"method":"complete","trialId":"5","value":"NaN"}"#,
      #"{"method":"suggest"}"#, #"{"method":"complete","trialId":"6","step":2,"value":"-Infinity"}"#,
      #"{"method":"trials"}"#,
      "", "suggest", "[1]", #"{"method":"guess"}"#, #"{"count":1}"#, #"{"method":7}"#,
      #"{"method":"suggest","count":0}"#, #"{"method":"suggest","count":1.5}"#,
      #"{"method":"measure","trialId":"7","value":1}"#, #"{"method":"measure","trialId":"7","step":1}"#,
      #"{"method":"measure","trialId":"7","step":1,"value":"high"}"#,
      #"{"method":"complete","trialId":"99","value":1}"#, #"{"method":"complete","trialId":"1","value":1}"#,
      #"{"method":"complete","trialId":true,"value":1}"#, #"{"method":"fail","trialId":"1"}"#,
      #"{"method":"add","parameters":{"x1":2,"units":1.5,"batch":17,"act":"elu","lr":1},"value":0.5}"#,
      #"{"method":"add","parameters":[1],"value":0.5}"#, #"{"method":"add","parameters":{"x1":null},"value":0.5}"#,
      #"{"method":"measure","trialId":"7","step":1,"value":NaN}"#,
      #"{"method":"measure","trialId":"7","step":1,"value":1e999}"#,
      #"{"method":"measure","trialId":"7","step":-5,"value":1}"#,
      #"{"method":"complete","trialId":"7","vlaue":1,"stpe":2}"#, #"{"method":"trials","count":1}"#,
    ]
    var dialogue = try dialogue()
    let transcript = requests.map { "> \($0)\n< \(dialogue.reply(to: $0))\n" }.joined()
    try Snapshot.expect(transcript, is: "ask-tell")
  }

  @Test func `says when there is nothing left to suggest`() throws {
    let space = try SearchSpace([ParameterSpec(name: "act", domain: .categorical(["relu", "tanh"]))])
    var dialogue = AskTellDialogue(
      .init(space: space, objective: Objective(tag: MetricTag("acc"), goal: .maximize), algorithm: .gridSearch), seed: 1
    )
    _ = dialogue.reply(to: #"{"method":"suggest","count":2}"#)
    #expect(dialogue.reply(to: #"{"method":"suggest"}"#) == #"{"exhausted":true,"trials":[]}"#)
  }

  @Test func `suggests the same for the same seed`() throws {
    var (a, b) = (try dialogue(), try dialogue())
    let request = #"{"method":"suggest","count":5}"#
    #expect(a.reply(to: request) == b.reply(to: request))
  }

  /// Always the middle, with the same forecast.
  private struct Middle: Optimizer {
    func suggest(_ count: Int, for study: Study) -> [Suggestion] {
      let forecast = Forecast(median: 0.9, interval: 0.8...1, expectedImprovement: 0.01, importance: [0.75, 0.25])
      let origin = Origin(phase: "local", text: "local step", completionsSeen: 0, forecast: forecast)
      let middle = study.space.assignment(at: study.space.parameters.map { _ in 0.5 })
      return Array(repeating: Suggestion(assignment: middle, origin: origin), count: count)
    }
  }

  @Test func `says what the model expects`() throws {
    let space = try SearchSpace([
      ParameterSpec(name: "x", domain: .double(0...1, scale: .linear)),
      ParameterSpec(name: "act", domain: .categorical(["relu"])),
    ])
    let objective = Objective(tag: MetricTag("acc"), goal: .maximize)
    var dialogue = AskTellDialogue(AskTellSession(space: space, objective: objective, seed: 1, optimizer: Middle()))
    #expect(
      dialogue.reply(to: #"{"method":"suggest"}"#)
        == #"{"trials":[{"forecast":{"expectedImprovement":0.01,"importance":{"act":0.25,"x":0.75},"#
        + #""interval":[0.8,1.0],"median":0.9},"origin":"local step","parameters":{"act":"relu","x":0.5},"#
        + #""phase":"local","trialId":"1"}]}"#)
  }
}
