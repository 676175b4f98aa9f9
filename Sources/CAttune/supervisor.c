// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "kills.h"
#include "logs.h"
#include "record.h"
#include "text.h"
#include "trainer.h"
#include "watch.h"

// The life of a supervisor. It is forked from a process with many threads, gets no heap, and never execs, so nothing
// here may allocate or lock.

enum { most_locks = 64 };

int64_t now_milliseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// MARK: - Becoming one

/// Leaves nothing open but the descriptors it works with, now at fixed numbers.
static void take_descriptors(const struct launch *launch, int report) {
  const int count = 3 + (launch->lock_count < most_locks ? launch->lock_count : most_locks);
  int high[3 + most_locks];
  for (int i = 0; i < count; i++) {
    const int wanted[] = {launch->lock, launch->folder, report};
    high[i] = fcntl(i < 3 ? wanted[i] : launch->locks[i - 3], F_DUPFD_CLOEXEC, more_locks + most_locks);
    if (high[i] < 0) _exit(1);
  }
  for (int i = 0; i < count; i++) dup3(high[i], lock_descriptor + i, O_CLOEXEC);
  int null = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) dup2(null, i);
  const int first = lock_descriptor + count;
  if (syscall(SYS_close_range, first, ~0u, 0) == 0) return;
  struct rlimit limit;
  int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1 << 20 ? (int)limit.rlim_cur : 1 << 20;
  for (int i = first; i < end; i++) close(i);
}

/// Everything is blocked for good, so that nothing but KILL ends a supervisor; TERM and CHLD are waited for.
static void take_signals(void) {
  // The kernel's own form of the call: the library's refuses the two signals that it uses itself.
  const unsigned long defaults[4] = {0};
  for (int i = 1; i < NSIG; i++) syscall(SYS_rt_sigaction, i, defaults, 0, sizeof defaults[0]);
}

static void report(attune_stage stage, int error) {
  attune_launched launched = {.stage = stage, .error = error, .supervisor = getpid()};
  launched.supervisor_start = attune_start_ticks(launched.supervisor);
  if (write(report_descriptor, &launched, sizeof launched) < 0) return;
}

void supervise(const struct launch *launch, int report_pipe) {
  setsid();
  take_signals();
  take_descriptors(launch, report_pipe);
  if (chdir("/") != 0) _exit(1);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  prctl(PR_SET_NAME, "attune-trial", 0, 0, 0);
  int record = reserve_record();
  if (record < 0) {
    report(attune_could_not_reserve, errno);
    unlinkat(folder_descriptor, "exit.json.tmp", 0);
    _exit(1);
  }
  struct kill_counts kills;
  begin_kill_counts(&kills);
  struct start start = {.wall = now_milliseconds(CLOCK_REALTIME), .monotonic = now_milliseconds(CLOCK_MONOTONIC)};
  pid_t trainer = start_trainer(launch, &start);
  report(start.stage, start.error);
  if (start.stage != attune_started) {
    unlinkat(folder_descriptor, "exit.json.tmp", 0);
    unlinkat(folder_descriptor, "launch.json.tmp", 0);
    _exit(1);
  }
  close(report_descriptor);
  struct watch watch = begin_watch(launch, trainer, start.monotonic);
  watch_tree(&watch);
  if (watch.log_limit > 0) bound_logs(watch.logs, watch.log_limit);
  struct text text = {0};
  describe_exit(&text, &watch, &start, kills_since(&kills));
  write_record(record, &text);
  _exit(0);
}
