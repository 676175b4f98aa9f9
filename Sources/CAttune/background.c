// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <time.h>

#include "CAttune.h"

/// The actions happen in this order in the new process.
static int redirect(posix_spawn_file_actions_t *actions, const char *log) {
  int error = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_addopen(actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (!error) error = posix_spawn_file_actions_adddup2(actions, 1, 2);
  if (!error) error = posix_spawn_file_actions_addchdir_np(actions, "/");
  if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return error;
}

static int start_afresh(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
  if (!error) error = posix_spawnattr_setflags(attributes, flags);
  return error;
}

pid_t attune_start_background(
  const char *program, const char *const *arguments, const char *const *environment, const char *log
) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  pid_t pid = -1;
  int error = redirect(&actions, log);
  if (!error) error = start_afresh(&attributes);
  if (!error) {
    // "Text file busy" passes: a process forked at this moment may still hold a script open that was just written.
    for (int attempt = 0; attempt < 100; attempt++) {
      error = posix_spawn(&pid, program, &actions, &attributes, (char *const *)arguments, (char *const *)environment);
      if (error != ETXTBSY) break;
      nanosleep(&(struct timespec){.tv_nsec = 10000000}, 0);
    }
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  errno = error;
  return error ? -1 : pid;
}
