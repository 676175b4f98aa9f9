// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "process.h"
#include "text.h"
#include "trainer.h"

// The life of a supervisor. It is forked from a process with many threads and never execs, so nothing here may
// allocate or lock.

enum {
  default_grace = 10000,
  leftover_grace = 2000,
  give_up_after = 2000,
  record_size = 512,
};

int64_t now_milliseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// MARK: - Becoming one

/// Leaves nothing open but the three descriptors it works with, now at fixed numbers.
static void take_descriptors(const struct launch *launch, int report) {
  const int wanted[] = {launch->lock, launch->folder, report};
  int high[3];
  for (int i = 0; i < 3; i++) {
    high[i] = fcntl(wanted[i], F_DUPFD_CLOEXEC, 16);
    if (high[i] < 0) _exit(1);
  }
  for (int i = 0; i < 3; i++) dup3(high[i], lock_descriptor + i, O_CLOEXEC);
  int null = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) dup2(null, i);
  if (syscall(SYS_close_range, report_descriptor + 1, ~0u, 0) == 0) return;
  struct rlimit limit;
  int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1 << 20 ? (int)limit.rlim_cur : 1 << 20;
  for (int i = report_descriptor + 1; i < end; i++) close(i);
}

/// Everything is blocked for good, so that nothing but KILL ends a supervisor; TERM and CHLD are waited for.
static void take_signals(void) {
  // The kernel's own form of the call: the library's refuses the two signals that it uses itself.
  const unsigned long defaults[4] = {0};
  for (int i = 1; i < NSIG; i++) syscall(SYS_rt_sigaction, i, defaults, 0, sizeof defaults[0]);
}

/// Space for exit.json, taken before the trainer starts: a disk that it fills can't cost its exit record.
static int reserve_record(void) {
  int file = openat(folder_descriptor, "exit.json.tmp", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return -1;
  char blank[record_size];
  for (int i = 0; i < record_size; i++) blank[i] = ' ';
  errno = 0;
  if (write(file, blank, sizeof blank) == sizeof blank) return file;
  // A write that stops short has met the end of the space.
  if (errno == 0) errno = ENOSPC;
  return -1;
}

// MARK: - Watching

enum phase { running, terminating, killing };

struct watch {
  enum phase phase;
  pid_t trainer;
  bool trainer_ended, stopped;
  int status;
  int64_t deadline;      // of the phase `terminating`
  int64_t next_kill;     // of the phase `killing`
  int kills;
  int64_t unreachable;   // since when no descendant could be signalled; 0: the last could
};

static void terminate_tree(struct watch *watch, int64_t now, int64_t grace) {
  watch->phase = grace > 0 ? terminating : killing;
  watch->deadline = now + grace;
  watch->next_kill = now;
  if (grace > 0) signal_descendants(SIGTERM, false);
}

static void kill_tree(struct watch *watch, int64_t now) {
  bool reached = signal_descendants(SIGKILL, true) > 0;
  if (reached) {
    watch->unreachable = 0;
  } else if (watch->unreachable == 0) {
    watch->unreachable = now;
  }
  // In a hurry at first, against trees that fork while they are killed; patient with what hangs in the kernel.
  watch->kills++;
  watch->next_kill = now + (watch->kills < 100 ? 1 : 1000);
}

/// False once nothing is left: as the reaper of all orphans below it, a supervisor without children has no
/// descendants either.
static bool reap(struct watch *watch) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != watch->trainer) continue;
    watch->trainer_ended = true;
    watch->status = status;
  }
  return pid == 0;
}

/// Waits for a signal, at most until `until` (0: for ever); a request to stop returns its grace, else -1.
static int64_t wait_for_signal(int64_t now, int64_t until) {
  sigset_t expected;
  sigemptyset(&expected);
  sigaddset(&expected, SIGCHLD);
  sigaddset(&expected, SIGTERM);
  siginfo_t info;
  int64_t left = until > now ? until - now : 0;
  struct timespec timeout = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
  int got = sigtimedwait(&expected, &info, until ? &timeout : 0);
  if (got != SIGTERM) return -1;
  return info.si_code == SI_QUEUE && info.si_value.sival_int >= 0 ? info.si_value.sival_int : default_grace;
}

/// Moves the watch on as time and the trainer's end demand; returns when to look again, 0 for "at a signal".
static int64_t advance(struct watch *watch, int64_t now) {
  if (watch->trainer_ended && watch->phase == running) terminate_tree(watch, now, leftover_grace);
  if (watch->phase == terminating && now >= watch->deadline) {
    watch->phase = killing;
    watch->next_kill = now;
  }
  if (watch->phase == killing && now >= watch->next_kill) kill_tree(watch, now);
  switch (watch->phase) {
  case running: return 0;
  case terminating: return watch->deadline;
  case killing: return watch->next_kill;
  }
}

/// Returns when the whole tree is gone, or when what is left can't be signalled (it belongs to another user).
static void watch_tree(struct watch *watch) {
  while (reap(watch)) {
    int64_t now = now_milliseconds(CLOCK_MONOTONIC);
    int64_t until = advance(watch, now);
    if (watch->unreachable && now - watch->unreachable > give_up_after) return;
    int64_t grace = wait_for_signal(now, until);
    if (grace < 0) continue;
    if (!watch->trainer_ended) watch->stopped = true;
    // Whoever asks a second time wants no more grace.
    terminate_tree(watch, now_milliseconds(CLOCK_MONOTONIC), watch->phase == running ? grace : 0);
  }
}

// MARK: - The exit record

static void put_seconds(struct text *text, struct timeval time) {
  put_number(text, (uint64_t)time.tv_sec);
  put(text, ".");
  put_padded(text, (uint64_t)time.tv_usec, 6);
}

static void put_member(struct text *text, const char *name, int64_t number) {
  put(text, ",\"");
  put(text, name);
  put(text, number < 0 ? "\":-" : "\":");
  put_number(text, (uint64_t)(number < 0 ? -number : number));
}

static void describe_exit(struct text *text, const struct watch *watch, int exec_error, int64_t start,
                          int64_t wall) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  put(text, "{\"version\":1");
  if (exec_error) {
    put_member(text, "execErrno", exec_error);
  } else if (!watch->trainer_ended) {
    put(text, ",\"unreachable\":true");
  } else if (WIFSIGNALED(watch->status)) {
    put_member(text, "signal", WTERMSIG(watch->status));
  } else {
    put_member(text, "exitCode", WEXITSTATUS(watch->status));
  }
  put(text, watch->stopped ? ",\"stopped\":true" : ",\"stopped\":false");
  put(text, ",\"userSeconds\":");
  put_seconds(text, usage.ru_utime);
  put(text, ",\"systemSeconds\":");
  put_seconds(text, usage.ru_stime);
  put_member(text, "peakMemoryBytes", (int64_t)usage.ru_maxrss * 1024);
  put_member(text, "startTime", start);
  put_member(text, "endTime", start + wall);
  put(text, "}\n");
}

/// Tries for a while, but not for ever: a supervisor must never hang on a broken disk.
static void write_record(int file, const struct text *text) {
  for (int attempt = 0; attempt < 10; attempt++) {
    if (pwrite(file, text->bytes, text->length, 0) == (ssize_t)text->length
        && ftruncate(file, (off_t)text->length) == 0 && fsync(file) == 0
        && renameat(folder_descriptor, "exit.json.tmp", folder_descriptor, "exit.json") == 0)
      return;
    // The folder was removed: nobody wants to know.
    if (errno == ENOENT) return;
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, 0);
  }
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
  drop_memory(launch);
  int record = reserve_record();
  if (record < 0) {
    report(attune_could_not_reserve, errno);
    unlinkat(folder_descriptor, "exit.json.tmp", 0);
    _exit(1);
  }
  struct start start = {.wall = now_milliseconds(CLOCK_REALTIME), .monotonic = now_milliseconds(CLOCK_MONOTONIC)};
  pid_t trainer = start_trainer(launch, &start);
  report(start.stage, start.error);
  if (start.stage != attune_started) {
    unlinkat(folder_descriptor, "exit.json.tmp", 0);
    unlinkat(folder_descriptor, "launch.json.tmp", 0);
    _exit(1);
  }
  close(report_descriptor);
  struct watch watch = {.phase = running, .trainer = trainer};
  watch_tree(&watch);
  struct text text = {0};
  describe_exit(&text, &watch, start.exec_error, start.wall, now_milliseconds(CLOCK_MONOTONIC) - start.monotonic);
  write_record(record, &text);
  _exit(0);
}
