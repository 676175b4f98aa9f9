// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension JobSpec.Tuning {
  /// Takes over what the earlier job that it names has found; without one, nothing.
  mutating func inherit(say: (String) -> Void) async throws {
    guard previousJob != nil, let inheritance = try await Composition.service().inheritance(of: self) else { return }
    for notice in inheritance.notices { say(notice) }
    priorTrials = inheritance.priorTrials
  }
}
