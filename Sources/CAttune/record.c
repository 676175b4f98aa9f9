// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { record_size = 512 };

int reserve_record(void) {
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

void describe_exit(struct text *text, const struct watch *watch, const struct start *start, int64_t kills) {
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  const int64_t largest = (int64_t)usage.ru_maxrss * 1024;
  put(text, "{\"version\":1");
  if (start->exec_error) {
    put_member(text, "execErrno", start->exec_error);
  } else if (!watch->trainer_ended) {
    put(text, ",\"unreachable\":true");
  } else if (WIFSIGNALED(watch->status)) {
    put_member(text, "signal", WTERMSIG(watch->status));
  } else {
    put_member(text, "exitCode", WEXITSTATUS(watch->status));
  }
  put(text, watch->stopped ? ",\"stopped\":true" : ",\"stopped\":false");
  if (watch->timed_out) put(text, ",\"timedOut\":true");
  if (kills > 0) put_member(text, "oomKills", kills);
  put(text, ",\"userSeconds\":");
  put_seconds(text, usage.ru_utime);
  put(text, ",\"systemSeconds\":");
  put_seconds(text, usage.ru_stime);
  put_member(text, "peakMemoryBytes", largest > watch->peak ? largest : watch->peak);
  put_member(text, "startTime", start->wall);
  put_member(text, "endTime", start->wall + now_milliseconds(CLOCK_MONOTONIC) - start->monotonic);
  put(text, "}\n");
}

void write_record(int file, const struct text *text) {
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
