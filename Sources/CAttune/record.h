// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

#include "text.h"
#include "trainer.h"
#include "watch.h"

// exit.json: a supervisor's last act.

/// Space for it, taken before the trainer starts: a disk that it fills can't cost its exit record. -1 and errno.
int reserve_record(void);

/// - Parameter kills: what the kernel killed meanwhile for want of memory.
void describe_exit(struct text *text, const struct watch *watch, const struct start *start, int64_t kills);

/// Tries for a while, but not for ever: a supervisor must never hang on a broken disk.
void write_record(int file, const struct text *text);
