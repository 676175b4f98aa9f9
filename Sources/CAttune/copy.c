// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "CAttune.h"

int attune_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

int attune_sync_file_system(int descriptor) { return syncfs(descriptor); }

static int copy_by_hand(int from, int to) {
  char buffer[65536];
  ssize_t length;
  while ((length = read(from, buffer, sizeof buffer)) > 0) {
    for (ssize_t written = 0; written < length;) {
      ssize_t step = write(to, buffer + written, (size_t)(length - written));
      if (step < 0) return -1;
      written += step;
    }
  }
  return length < 0 ? -1 : 0;
}

int attune_copy(int from, int to, bool *can_clone) {
  if (*can_clone) {
    if (ioctl(to, FICLONE, from) == 0) return 0;
    *can_clone = false;
  }
  ssize_t length;
  do {
    length = copy_file_range(from, 0, to, 0, 1 << 30, 0);
  } while (length > 0);
  if (length < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO)) return -1;
  // Both copies move the files' own offsets, so this goes on where the kernel gave up; some file systems
  // can't copy in the kernel, or claim to have reached the end.
  return copy_by_hand(from, to);
}
