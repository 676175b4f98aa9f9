// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "supervisor.h"

/// Written by the trainer's process before its exec, through memory it shares with the supervisor.
struct start {
  int64_t wall, monotonic;
  attune_stage stage;
  int error;
  /// errno of the exec; 0 once it has succeeded.
  int exec_error;
};

/// Returns the trainer's pid once it has been exec'd or has failed to be. launch.json is written before the
/// exec, so that no trainer ever runs without one.
pid_t start_trainer(const struct launch *launch, struct start *start);
