// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "trainer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

static void put_identity(struct text *text, const char *name, pid_t pid) {
  put(text, ",\"");
  put(text, name);
  put(text, "\":{\"pid\":");
  put_number(text, (uint64_t)pid);
  put(text, ",\"startTicks\":");
  put_number(text, attune_start_ticks(pid));
  put(text, "}");
}

static bool record_launch(const struct launch *launch, int64_t start) {
  struct text text = {0};
  put(&text, "{\"version\":1,");
  put(&text, launch->identity);
  put_identity(&text, "supervisor", getppid());
  put_identity(&text, "trainer", getpid());
  put(&text, ",\"startTime\":");
  put_number(&text, (uint64_t)start);
  put(&text, "}\n");
  int file = openat(folder_descriptor, "launch.json.tmp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return false;
  errno = 0;
  bool written = write(file, text.bytes, text.length) == (ssize_t)text.length;
  int error = errno ? errno : ENOSPC;
  close(file);
  errno = error;
  return written && renameat(folder_descriptor, "launch.json.tmp", folder_descriptor, "launch.json") == 0;
}

static bool append_to(const char *name, int descriptor) {
  int file = openat(folder_descriptor, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return false;
  bool moved = dup2(file, descriptor) == descriptor;
  close(file);
  return moved;
}

/// Runs in the new process; it shares memory with the supervisor, which sleeps until the exec or the exit.
static _Noreturn void become_trainer(const struct launch *launch, struct start *start, pid_t supervisor) {
  // A trainer that nobody watches must not go on: the attempt that replaces it would meet it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != supervisor) _exit(127);
  setsid();
  if (!append_to("stdout.log", STDOUT_FILENO) || !append_to("stderr.log", STDERR_FILENO)) {
    start->stage = attune_could_not_open_logs;
  } else if (chdir(launch->working_directory) != 0) {
    start->stage = attune_could_not_enter_directory;
  } else if (!record_launch(launch, start->wall)) {
    start->stage = attune_could_not_record;
  }
  start->error = errno;
  if (start->stage != attune_started) _exit(127);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  // "Text file busy" passes: a supervisor forked at the same moment still holds a descriptor that was open for
  // writing the script, until it has closed all of its own.
  for (int attempt = 0; attempt < 100; attempt++) {
    execve(launch->program, launch->arguments, launch->environment);
    start->exec_error = errno;
    if (errno != ETXTBSY) break;
    nanosleep(&(struct timespec){.tv_nsec = 10000000}, 0);
  }
  _exit(127);
}

pid_t start_trainer(const struct launch *launch, struct start *start) {
  const pid_t supervisor = getpid();
  // vfork copies no page tables, and lets the child leave its errors in our memory.
  pid_t pid = vfork();
  if (pid == 0) become_trainer(launch, start, supervisor);
  if (pid < 0) {
    start->stage = attune_could_not_fork;
    start->error = errno;
  }
  return pid;
}
