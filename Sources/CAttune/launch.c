// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"
#include "supervisor.h"

// The parent's half: it may still allocate, its child may not.

static size_t size_of_list(const char *const *list) {
  size_t size = sizeof(char *);
  for (; *list; list++) size += sizeof(char *) + strlen(*list) + 1;
  return size;
}

static char *copy_string(const char *string, char **strings) {
  size_t size = strlen(string) + 1;
  char *copy = memcpy(*strings, string, size);
  *strings += size;
  return copy;
}

static char **copy_list(const char *const *list, char ***pointers, char **strings) {
  char **copy = *pointers;
  for (; *list; list++) *(*pointers)++ = copy_string(*list, strings);
  *(*pointers)++ = 0;
  return copy;
}

static size_t count(const char *const *list) {
  size_t count = 1;
  for (; *list; list++) count++;
  return count;
}

/// One mapping for the value, its strings and its numbers, since a supervisor has no heap.
static struct launch *copy_launch(const attune_launch *from) {
  size_t size_of_locks = (size_t)from->lock_count * sizeof(int);
  size_t size = sizeof(struct launch) + size_of_list(from->arguments) + size_of_list(from->environment) + size_of_locks
    + strlen(from->working_directory) + strlen(from->program) + strlen(from->identity) + 3;
  // Shared, so that it can't be taken for a part of the heap that lies beside it.
  char *block = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED) return 0;
  struct launch *launch = (struct launch *)block;
  char **pointers = (char **)(launch + 1);
  int *locks = (int *)(pointers + count(from->arguments) + count(from->environment));
  if (size_of_locks > 0) memcpy(locks, from->locks, size_of_locks);
  char *strings = (char *)(locks + from->lock_count);
  *launch = (struct launch){
    .lock = from->lock, .folder = from->folder, .locks = locks, .lock_count = from->lock_count,
    .time_limit = from->time_limit_milliseconds, .grace = from->grace_milliseconds, .log_limit = from->log_limit,
    .block = block, .block_size = size,
    .arguments = copy_list(from->arguments, &pointers, &strings),
    .environment = copy_list(from->environment, &pointers, &strings),
    .working_directory = copy_string(from->working_directory, &strings),
    .program = copy_string(from->program, &strings),
    .identity = copy_string(from->identity, &strings)};
  return launch;
}

/// The child's report. Without one it died on the way, which only a kill from outside can do.
static attune_launched read_report(int pipe) {
  attune_launched launched = {.stage = attune_could_not_fork, .error = ECHILD};
  ssize_t length;
  do {
    length = read(pipe, &launched, sizeof launched);
  } while (length < 0 && errno == EINTR);
  return launched;
}

/// A fork without the heap. `_Fork`, since the handlers that `fork` runs in the child look at the heap.
static pid_t fork_without_heap(void) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static struct withheld withheld;
  pthread_mutex_lock(&mutex);
  withhold_heap(&withheld);
  pid_t pid = _Fork();
  if (pid == 0) return 0;
  int error = errno;
  grant_heap(&withheld);
  pthread_mutex_unlock(&mutex);
  errno = error;
  return pid;
}

static attune_launched fork_supervisor(const struct launch *launch) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return (attune_launched){.stage = attune_could_not_fork, .error = errno};
  // Blocked from before the fork, so that no handler of ours ever runs in the child.
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  pid_t pid = fork_without_heap();
  if (pid == 0) supervise(launch, report[1]);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &previous, 0);
  close(report[1]);
  attune_launched launched = {.stage = attune_could_not_fork, .error = error};
  if (pid > 0) launched = read_report(report[0]);
  close(report[0]);
  // One that could not start is gone already.
  if (pid > 0 && launched.stage != attune_started) waitpid(pid, 0, 0);
  return launched;
}

attune_launched attune_supervise(const attune_launch *from) {
  struct launch *launch = copy_launch(from);
  if (!launch) return (attune_launched){.stage = attune_could_not_fork, .error = errno};
  attune_launched launched = fork_supervisor(launch);
  munmap(launch->block, launch->block_size);
  return launched;
}
