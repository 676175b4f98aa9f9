// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "kills.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/// The number behind `oom_kill ` at the beginning of a line; 0 where there is none.
static int64_t count_in(int file) {
  char content[8192];
  ssize_t length = file < 0 ? -1 : pread(file, content, sizeof content - 1, 0);
  if (length <= 0) return 0;
  content[length] = 0;
  static const char name[] = "oom_kill ";
  for (const char *line = content; line; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, name, sizeof name - 1) != 0) continue;
    int64_t number = 0;
    for (const char *c = line + sizeof name - 1; *c >= '0' && *c <= '9'; c++) number = number * 10 + (*c - '0');
    return number;
  }
  return 0;
}

static int64_t count_of_machine(void) {
  int file = open("/proc/vmstat", O_RDONLY | O_CLOEXEC);
  int64_t count = count_in(file);
  if (file >= 0) close(file);
  return count;
}

static int open_below(const char *root, const char *path, const char *name) {
  struct text file = {0};
  put(&file, root);
  put(&file, path);
  put(&file, name);
  return open(file.bytes, O_RDONLY | O_CLOEXEC);
}

/// One line of /proc/self/cgroup, `ID:CONTROLLERS:PATH`. Inside of a container the path may be the host's, and our
/// group the root of what is mounted.
static int open_group(char *line) {
  char *controllers = strchr(line, ':');
  if (!controllers) return -1;
  char *path = strchr(++controllers, ':');
  if (!path) return -1;
  *path++ = 0;
  const bool is_unified = *controllers == 0;
  if (!is_unified && strcmp(controllers, "memory") != 0) return -1;
  const char *root = is_unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
  const char *name = is_unified ? "/memory.events" : "/memory.oom_control";
  int file = open_below(root, path, name);
  return file >= 0 ? file : open_below(root, "", name);
}

void begin_kill_counts(struct kill_counts *counts) {
  *counts = (struct kill_counts){.group_file = -1, .machine = count_of_machine()};
  char content[4096];
  int groups = open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC);
  ssize_t length = groups < 0 ? -1 : read(groups, content, sizeof content - 1);
  if (groups >= 0) close(groups);
  if (length <= 0) return;
  content[length] = 0;
  char *next = content;
  while (next && *next && counts->group_file < 0) {
    char *line = next;
    next = strchr(line, '\n');
    if (next) *next++ = 0;
    counts->group_file = open_group(line);
  }
  counts->group = count_in(counts->group_file);
}

int64_t kills_since(const struct kill_counts *counts) {
  int64_t kills = count_in(counts->group_file) - counts->group;
  // A trainer may have put itself into another group.
  if (kills <= 0) kills = count_of_machine() - counts->machine;
  return kills > 0 ? kills : 0;
}
