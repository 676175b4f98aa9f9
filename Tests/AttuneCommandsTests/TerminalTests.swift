// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import Testing

@Suite struct `A terminal` {
  private func terminal(_ environment: [String: String], isTerminal: Bool = true, measured: Int? = 120) -> Terminal {
    Terminal(environment: environment, isTerminal: isTerminal, measuredWidth: measured)
  }

  @Test func `has the width that was measured, unless COLUMNS says another`() {
    #expect(terminal([:]).width == 120)
    #expect(terminal(["COLUMNS": "60"]).width == 60)
    #expect(terminal(["COLUMNS": "none"]).width == 120)
    #expect(terminal(["COLUMNS": "0"], measured: nil).width == 80)
  }

  @Test func `shows colours unless NO_COLOR is set to something`() {
    #expect(terminal([:]).showsColours)
    #expect(terminal(["NO_COLOR": ""]).showsColours)
    #expect(!terminal(["NO_COLOR": "1"]).showsColours)
  }

  @Test func `is none where it is dumb or a pipe`() {
    #expect(!terminal(["TERM": "dumb"]).isTerminal)
    #expect(!terminal(["TERM": "dumb"]).showsColours)
    #expect(!terminal([:], isTerminal: false).showsColours)
    #expect(terminal([:], isTerminal: false).cuttingWidth == nil)
    #expect(terminal([:]).cuttingWidth == 120)
  }
}
