// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "watch.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "process.h"

enum {
  default_grace = 10000,
  leftover_grace = 2000,
  give_up_after = 2000,
  shortest_sampling = 2000,
  longest_sampling = 60000,
};

static int64_t now_microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int64_t earlier(int64_t one, int64_t other) {
  if (one == 0 || other == 0) return one + other;
  return one < other ? one : other;
}

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

/// What the whole tree has in memory; as many milliseconds pass to the next look as this one took microseconds.
static void sample_memory(struct watch *watch) {
  const int64_t begin = now_microseconds();
  const int64_t memory = memory_of_descendants();
  if (memory > watch->peak) watch->peak = memory;
  const int64_t end = now_microseconds();
  int64_t pause = end - begin;
  if (pause < shortest_sampling) pause = shortest_sampling;
  watch->next_sample = end / 1000 + (pause < longest_sampling ? pause : longest_sampling);
}

/// What is done from time to time until the end.
static int64_t keep_watch(struct watch *watch, int64_t now) {
  if (watch->log_limit > 0 && now >= watch->next_log) {
    watch->next_log = now + bound_logs(watch->logs, watch->log_limit);
  }
  if (now >= watch->next_sample) sample_memory(watch);
  return earlier(watch->next_log, watch->next_sample);
}

/// Moves the watch on as time and the trainer's end demand; returns when to look again, 0 for "at a signal".
static int64_t advance(struct watch *watch, int64_t now) {
  const int64_t next_look = keep_watch(watch, now);
  if (watch->phase == running && watch->end && now >= watch->end && !watch->trainer_ended) {
    watch->timed_out = true;
    terminate_tree(watch, now, watch->grace);
  }
  if (watch->trainer_ended && watch->phase == running) terminate_tree(watch, now, leftover_grace);
  if (watch->phase == terminating && now >= watch->deadline) {
    watch->phase = killing;
    watch->next_kill = now;
  }
  if (watch->phase == killing && now >= watch->next_kill) kill_tree(watch, now);
  switch (watch->phase) {
  case running: return earlier(watch->end, next_look);
  case terminating: return earlier(watch->deadline, next_look);
  case killing: return watch->next_kill;
  }
}

void watch_tree(struct watch *watch) {
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

struct watch begin_watch(const struct launch *launch, pid_t trainer, int64_t now) {
  return (struct watch){
    .phase = running, .trainer = trainer, .grace = launch->grace, .log_limit = launch->log_limit,
    // The machine's sleep does not count: nothing was computed then.
    .end = launch->time_limit > 0 ? now + launch->time_limit : 0,
    .next_log = launch->log_limit > 0 ? now + 1 : 0, .next_sample = now + shortest_sampling};
}
