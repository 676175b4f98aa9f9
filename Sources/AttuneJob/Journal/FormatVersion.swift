// SPDX-License-Identifier: Apache-2.0

// The version of the format in which a value is written: the oldest whose readers are not wrong about it.

extension JobEvent {
  package var formatVersion: Int {
    switch self {
    case .delayed, .deviceAvoided, .timeUp: 2
    case .commanded(let command): command.formatVersion
    case .opened, .suggested, .exhausted, .suggestionFailed, .launched, .launchFailed, .seriesChosen, .measured,
      .metricMissing, .stopped, .exited, .finished:
      1
    }
  }
}

extension JobCommand {
  package var formatVersion: Int {
    switch self {
    case .retryFailed: 2
    case .amend(let limits): limits.formatVersion
    case .cancel, .interrupt, .reopen: 1
    }
  }
}

extension JobSpec {
  package var formatVersion: Int { workingCopy == .shipped ? 2 : limits.formatVersion }
}

extension JobLimits {
  /// A reader that knows neither time nor failure policies would decide otherwise.
  fileprivate var formatVersion: Int {
    let isOld = maxRunningTime == nil && timeBudget == nil && trialTimeLimit == nil && failurePolicy == .original
    return isOld ? 1 : 2
  }
}
