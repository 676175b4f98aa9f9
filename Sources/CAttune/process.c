// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CAttune.h"
#include "text.h"

// MARK: - One process

static const char *skip_fields(const char *at, int count) {
  while (count > 0 && *at) {
    if (*at++ == ' ') count--;
  }
  return at;
}

static uint64_t number_at(const char *at) {
  uint64_t number = 0;
  while (*at >= '0' && *at <= '9') number = number * 10 + (uint64_t)(*at++ - '0');
  return number;
}

bool read_process(pid_t pid, struct process *process) {
  struct text path = {0};
  put(&path, "/proc/");
  put_number(&path, (uint64_t)pid);
  put(&path, "/stat");
  int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  char line[1024];
  ssize_t length = read(file, line, sizeof line - 1);
  close(file);
  if (length <= 0) return false;
  line[length] = 0;
  // The name stands in brackets and may hold any character, so fields are counted from the last bracket.
  const char *at = 0;
  for (const char *c = line; *c; c++) {
    if (*c == ')') at = c;
  }
  if (!at) return false;
  const char *parent = skip_fields(at, 2);
  const char *group = skip_fields(parent, 1);
  const char *start = skip_fields(group, 17);
  const char *resident = skip_fields(start, 2);
  *process = (struct process){
    .pid = pid, .parent = (pid_t)number_at(parent), .group = (pid_t)number_at(group), .start = number_at(start),
    .resident = number_at(resident)};
  return true;
}

uint64_t attune_start_ticks(pid_t pid) {
  struct process process;
  return read_process(pid, &process) ? process.start : 0;
}

int attune_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int attune_terminate(int pidfd, int grace_milliseconds) {
  siginfo_t info = {0};
  info.si_signo = SIGTERM;
  info.si_code = SI_QUEUE;
  info.si_pid = getpid();
  info.si_uid = getuid();
  info.si_value.sival_int = grace_milliseconds;
  return (int)syscall(SYS_pidfd_send_signal, pidfd, SIGTERM, &info, 0);
}

int attune_kill(int pidfd) { return (int)syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, 0, 0); }

// MARK: - All descendants

enum { capacity = 1 << 16 };
// Untouched, hence without memory, until somebody is stopped.
static struct process table[capacity];

struct directory_entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

/// Fills the table by ascending pid, the order in which /proc lists; returns the count, -1 without /proc.
static int read_all_processes(void) {
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return -1;
  int count = 0;
  _Alignas(8) char entries[8192];
  long length;
  while ((length = syscall(SYS_getdents64, proc, entries, sizeof entries)) > 0) {
    for (long at = 0; at < length;) {
      const struct directory_entry *entry = (const struct directory_entry *)(entries + at);
      at += entry->length;
      if (entry->name[0] < '1' || entry->name[0] > '9' || count == capacity) continue;
      if (read_process((pid_t)number_at(entry->name), &table[count])) count++;
    }
  }
  close(proc);
  return count;
}

static struct process *find(pid_t pid, int count) {
  int low = 0, high = count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (table[middle].pid < pid) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && table[low].pid == pid ? &table[low] : 0;
}

static void mark_descendants(int count) {
  const pid_t self = getpid();
  // More than one pass only where pids wrapped around, so that a child precedes its parent.
  for (bool changed = true; changed;) {
    changed = false;
    for (int i = 0; i < count; i++) {
      if (table[i].descends) continue;
      const struct process *parent = find(table[i].parent, count);
      if (table[i].parent == self || (parent && parent->descends)) changed = table[i].descends = true;
    }
  }
}

/// Through a descriptor, and only if the start time still fits: a pid may have been given away meanwhile.
static bool signal_process(const struct process *process, int signal) {
  int descriptor = attune_pidfd_open(process->pid);
  if (descriptor < 0) return false;
  bool sent = attune_start_ticks(process->pid) == process->start
    && syscall(SYS_pidfd_send_signal, descriptor, signal, 0, 0) == 0;
  // A stopped process only sees a signal once it goes on.
  if (sent && signal != SIGKILL) syscall(SYS_pidfd_send_signal, descriptor, SIGCONT, 0, 0);
  close(descriptor);
  return sent;
}

int signal_descendants(int signal, bool whole_groups) {
  const int count = read_all_processes();
  mark_descendants(count);
  const pid_t own_group = getpgrp();
  int sent = 0;
  for (int i = 0; i < count; i++) {
    const struct process *process = &table[i];
    if (!process->descends) continue;
    // All groups below us lie in sessions below us (the trainer has its own), and a group signal cannot be
    // outrun by forking.
    if (whole_groups && process->group > 1 && process->group != own_group) kill(-process->group, signal);
    if (signal_process(process, signal)) sent++;
  }
  return sent;
}

int64_t memory_of_descendants(void) {
  const int count = read_all_processes();
  mark_descendants(count);
  uint64_t pages = 0;
  for (int i = 0; i < count; i++) {
    if (table[i].descends) pages += table[i].resident;
  }
  return (int64_t)pages * sysconf(_SC_PAGESIZE);
}
