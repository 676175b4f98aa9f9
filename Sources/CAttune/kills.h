// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

// What the kernel killed for want of memory; it counts, and tells nobody whom.

struct kill_counts {
  /// memory.events (or memory.oom_control) of our own control group, open; -1 where there is none.
  int group_file;
  int64_t group, machine;
};

/// Counts before the trainer starts.
void begin_kill_counts(struct kill_counts *counts);

/// Kills since then: in our control group, where it can be told, else on the whole machine.
int64_t kills_since(const struct kill_counts *counts);
