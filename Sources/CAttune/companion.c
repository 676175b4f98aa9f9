// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CAttune.h"

/// Runs in the new process; it shares memory with its parent, which sleeps until the exec or the exit.
static _Noreturn void become_companion(
  const char *program, const char *const *arguments, const char *const *environment, int log, pid_t parent,
  volatile int *error
) {
  // Asked to end, so that it can end its own helpers.
  prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (getppid() != parent) _exit(127);
  setsid();
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (null >= 0 && dup2(null, 0) == 0 && dup2(log, 1) == 1 && dup2(log, 2) == 2) {
    syscall(SYS_close_range, 3u, ~0u, 0u);
    execve(program, (char *const *)arguments, (char *const *)environment);
  }
  *error = errno;
  _exit(127);
}

pid_t attune_start_companion(
  const char *program, const char *const *arguments, const char *const *environment, int log
) {
  const pid_t parent = getpid();
  volatile int error = 0;
  sigset_t all, before;
  sigfillset(&all);
  // No handler of ours may run in the new process.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = vfork();
  if (pid == 0) become_companion(program, arguments, environment, log, parent, &error);
  int fork_error = errno;
  if (pid > 0 && error) waitpid(pid, 0, 0);
  pthread_sigmask(SIG_SETMASK, &before, 0);
  errno = pid < 0 ? fork_error : error;
  return error ? -1 : pid;
}
