// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// The answer to a request, with the trials as they are after it.
public enum AskTellReply: Sendable, Equatable {
  /// Fewer than were asked for, perhaps none, only when every point of the space has been tried.
  case suggested([Trial], isExhausted: Bool)
  case judged(Verdict)
  case trial(Trial)
  case trials([Trial])
}
