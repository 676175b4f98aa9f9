// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "logs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "supervisor.h"

static const int64_t granule = 65536;

static const char *const names[2] = {"stdout.log", "stderr.log"};

/// The middle of a log, in whole blocks of any file system.
static void empty_middle(const char *name, struct log_state *log, int64_t limit) {
  const int64_t head = limit / 8 / granule * granule;
  int64_t from = log->end_of_hole > head ? log->end_of_hole : head;
  int64_t to = (log->size - (limit - head)) / granule * granule;
  if (to <= from) return;
  int file = openat(folder_descriptor, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return;
  // A file system that can't leaves the log whole; `attune doctor` tells.
  if (attune_empty(file, from, to) == 0) log->end_of_hole = to;
  close(file);
}

int64_t bound_logs(struct log_state logs[2], int64_t limit) {
  int64_t grown = 0;
  for (int i = 0; i < 2; i++) {
    struct stat status;
    if (fstatat(folder_descriptor, names[i], &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (status.st_size - logs[i].size > grown) grown = status.st_size - logs[i].size;
    logs[i].size = status.st_size;
    empty_middle(names[i], &logs[i], limit);
  }
  // Sooner where much is written, so that the disk need not hold a second's worth of it.
  return grown > limit / 2 ? 50 : 1000;
}
