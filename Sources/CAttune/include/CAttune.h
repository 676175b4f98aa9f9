// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Everything a supervisor needs; all strings are copied before the fork.
typedef struct {
  /// Holds the flock on the attempt; the supervisor takes it over, so it is held exactly while it lives.
  int lock;
  /// The attempt's folder, open as a directory.
  int folder;
  const char *_Nonnull working_directory;
  /// Path of the program, already looked up.
  const char *_Nonnull program;
  const char *_Nullable const *_Nonnull arguments;
  const char *_Nullable const *_Nonnull environment;
  /// Members of launch.json that only the parent knows, as JSON: `"host":"…","bootID":"…"`.
  const char *_Nonnull identity;
  /// More locks to be held exactly as long: open descriptors, `lock_count` of them.
  const int *_Nullable locks;
  int lock_count;
  /// The tree is ended after this time: TERM, `grace`, KILL; 0: never.
  int64_t time_limit_milliseconds;
  int64_t grace_milliseconds;
  /// How many bytes of each log are kept: the first and, mostly, the last; 0: all.
  int64_t log_limit;
} attune_launch;

/// Where a launch went wrong; `attune_started` when it did not.
typedef enum {
  attune_started = 0,
  attune_could_not_fork,
  attune_could_not_reserve,
  attune_could_not_open_logs,
  attune_could_not_enter_directory,
  attune_could_not_record,
} attune_stage;

typedef struct {
  attune_stage stage;
  /// errno of the stage that failed.
  int32_t error;
  pid_t supervisor;
  /// Field 22 of /proc/PID/stat.
  uint64_t supervisor_start;
} attune_launched;

/// Forks a supervisor, which starts the trainer; returns once launch.json is there and exec was tried.
attune_launched attune_supervise(const attune_launch *_Nonnull launch);

/// Start time of a process in clock ticks since boot; 0 when there is none with this pid.
uint64_t attune_start_ticks(pid_t pid);

/// A descriptor that becomes readable when the process ends; -1 and errno when there is none.
int attune_pidfd_open(pid_t pid);

/// SIGTERM with the grace as its value: a supervisor's request to end the whole tree.
int attune_terminate(int pidfd, int grace_milliseconds);

/// SIGKILL to exactly this process.
int attune_kill(int pidfd);

/// flock(LOCK_EX | LOCK_NB): 0, or -1 and errno (EWOULDBLOCK when another holds it).
int attune_lock(int descriptor);

/// Where data, or a hole, begins at or behind `offset`; -1 where there is none or the file system can't tell.
int64_t attune_next_data(int descriptor, int64_t offset);
int64_t attune_next_hole(int descriptor, int64_t offset);

/// Gives the disk back what lies between, and leaves the length as it is: 0, or -1 and errno.
int attune_empty(int descriptor, int64_t from, int64_t to);

/// A file without a name, gone with its last descriptor; -1 and errno.
int attune_memory_file(void);

/// How many processors this process may run on.
int attune_processors(void);

/// When the file at `path` below `directory` was made, in nanoseconds since 1970; -1 where the file system does not say.
int64_t attune_birth_time(int directory, const char *_Nonnull path);

/// Copies a whole file: a clone where the file system can, else in the kernel, else by hand.
/// `can_clone` is cleared when cloning proved impossible, so that the next file need not try.
int attune_copy(int from, int to, bool *_Nonnull can_clone);

/// Writes what the kernel still holds for the file system of a descriptor to its disk.
int attune_sync_file_system(int descriptor);

/// Starts a program in a session of its own, in `/`, with nothing open but `log` for its output: its pid, or -1 and
/// errno.
pid_t attune_start_background(
  const char *_Nonnull program, const char *_Nullable const *_Nonnull arguments,
  const char *_Nullable const *_Nonnull environment, const char *_Nonnull log);

/// Starts a program in a session of its own, with nothing open but `log` for its output; it gets SIGTERM when the thread
/// that calls this ends. Its pid, or -1 and errno.
pid_t attune_start_companion(
  const char *_Nonnull program, const char *_Nullable const *_Nonnull arguments,
  const char *_Nullable const *_Nonnull environment, int log);
