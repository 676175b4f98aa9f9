// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// Only async-signal-safe calls in everything declared here: it runs in a child forked from many threads.

struct process {
  uint64_t start;
  /// Pages in memory.
  uint64_t resident;
  pid_t pid, parent, group;
  bool descends;
};

/// Reads /proc/PID/stat; false when there is no such process.
bool read_process(pid_t pid, struct process *process);

/// Signals every descendant of this process; `whole_groups` also reaches what they fork meanwhile.
/// Returns how many could be signalled.
int signal_descendants(int signal, bool whole_groups);

/// Bytes that all descendants have in memory; what several share counts in each.
int64_t memory_of_descendants(void);
