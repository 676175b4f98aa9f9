// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
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
}
