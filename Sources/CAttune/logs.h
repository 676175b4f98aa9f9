// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

// Logs that grow without end must not fill the disk. A trainer writes to them directly, so that nothing but the
// disk can hold it up; what becomes too much is taken out of the middle, and all offsets stay what they are.

struct log_state {
  /// Up to where the middle is empty.
  int64_t end_of_hole;
  int64_t size;
};

/// Frees what is beyond `limit`; returns after how many milliseconds to look again.
int64_t bound_logs(struct log_state logs[2], int64_t limit);
