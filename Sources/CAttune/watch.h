// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "logs.h"
#include "supervisor.h"

// What a supervisor does while its trainer runs.

enum phase { running, terminating, killing };

struct watch {
  enum phase phase;
  pid_t trainer;
  bool trainer_ended, stopped, timed_out;
  int status;
  int64_t deadline;      // of the phase `terminating`
  int64_t next_kill;     // of the phase `killing`
  int kills;
  int64_t unreachable;   // since when no descendant could be signalled; 0: the last could
  int64_t end, grace;    // when the time is over; 0: never
  int64_t log_limit, next_log;
  struct log_state logs[2];
  int64_t next_sample, peak;
};

/// A watch that begins now.
struct watch begin_watch(const struct launch *launch, pid_t trainer, int64_t now);

/// Returns when the whole tree is gone, or when what is left can't be signalled (it belongs to another user).
void watch_tree(struct watch *watch);
