// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>

#include "CAttune.h"

int64_t attune_birth_time(int directory, const char *path) {
  struct statx status;
  if (statx(directory, path, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &status) != 0) return -1;
  if (!(status.stx_mask & STATX_BTIME)) return -1;
  return status.stx_btime.tv_sec * 1000000000 + status.stx_btime.tv_nsec;
}
