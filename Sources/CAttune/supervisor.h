// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>
#include <time.h>

#include "CAttune.h"

/// An `attune_launch` of which all lies in one mapping of its own: a supervisor has no heap.
struct launch {
  int lock, folder;
  const int *locks;
  int lock_count;
  int64_t time_limit, grace, log_limit;
  const char *working_directory, *program, *identity;
  char **arguments, **environment;
  /// The mapping that holds this value and all it points to.
  char *block;
  size_t block_size;
};

// The descriptors of a supervisor; all are closed by an exec.
enum { lock_descriptor = 3, folder_descriptor, report_descriptor, more_locks };

/// The forked child from its first instruction to its end. All signals are blocked on entry.
_Noreturn void supervise(const struct launch *launch, int report_pipe);

int64_t now_milliseconds(clockid_t clock);
