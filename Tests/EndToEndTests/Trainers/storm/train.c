// SPDX-License-Identifier: Apache-2.0
// A trainer that is its own witness. It reports two to six values by an event file, over 50 to 400 ms, and writes what it
// does to the file $TRACE, each line in one write:
//   start TRIAL ATTEMPT PID     report TRIAL ATTEMPT STEP VALUE     end TRIAL ATTEMPT PID
// Locks, which the kernel gives back when a process is gone and not before, tell it what else is alive: "overlap" is
// another attempt of the trial, "crowd" are as many trials as $WIDTH. Usage: train --x=NUMBER
#include <fcntl.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static const char *trace;

static void note(const char *format, ...) {
  char line[256];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  int file = open(trace, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0 || write(file, line, (size_t)length) != length) exit(70);
  close(file);
}

// Held until this process is gone.
static int takes_lock(const char *kind, int number) {
  char path[4096];
  snprintf(path, sizeof path, "%s.%s.%d", trace, kind, number);
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  return flock(file, LOCK_EX | LOCK_NB) == 0;
}

static uint32_t masked_checksum(const uint8_t *bytes, size_t count) {
  uint32_t sum = ~0u;
  for (size_t bit = 0; bit < 8 * count; bit++) {
    if (bit % 8 == 0) sum ^= bytes[bit / 8];
    sum = (sum >> 1) ^ (0x82f63b78 & -(sum & 1));
  }
  sum = ~sum;
  return (sum >> 15 | sum << 17) + 0xa282ead8;
}

// One TFRecord around Event { step = 2, summary = 5 { value = 1 { tag = 1, simple_value = 2 } } }, in one write.
static void report(int file, uint8_t step, float value) {
  uint8_t record[12 + 15 + 4] = {15}, *event = record + 12;
  uint32_t check = masked_checksum(record, 8);
  memcpy(record + 8, &check, 4);
  memcpy(event, (uint8_t[]){0x10, step, 0x2a, 11, 0x0a, 9, 0x0a, 2, 'u', 'p', 0x15}, 11);
  memcpy(event + 11, &value, 4);
  check = masked_checksum(event, 15);
  memcpy(event + 15, &check, 4);
  if (write(file, record, sizeof record) != sizeof record) exit(71);
}

int main(int count, char **arguments) {
  trace = getenv("TRACE");
  double x = count > 1 && strncmp(arguments[1], "--x=", 4) == 0 ? atof(arguments[1] + 4) : 0;
  char *folder = getenv("ATTUNE_TRIAL_DIR");
  if (!trace || !folder) return 72;
  int attempt = atoi(basename(strdup(folder))), trial = atoi(getenv("CLOUD_ML_TRIAL_ID"));
  note("start %d %d %d\n", trial, attempt, getpid());
  if (!takes_lock("trial", trial)) note("overlap %d %d\n", trial, attempt);
  int slot = 0, width = atoi(getenv("WIDTH"));
  while (slot < width && !takes_lock("slot", slot)) slot++;
  if (slot == width) note("crowd %d %d\n", trial, attempt);

  int events = open("events.out.tfevents.1700000000.storm", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  uint32_t random = (uint32_t)getpid() * 2654435761u;
  int reports = 2 + (int)(random >> 8) % 5, pause = 25 + (int)(random >> 16) % 40;
  for (int step = 1; step <= reports; step++) {
    nanosleep(&(struct timespec){.tv_nsec = pause * 1000000L}, 0);
    // A multiple of 1/1024 is the same number in each of the formats that it passes through.
    float value = (float)(step * 64 + (int)(x * 1024) % 64) / 1024;
    report(events, (uint8_t)step, value);
    note("report %d %d %d %.10f\n", trial, attempt, step, value);
  }
  note("end %d %d %d\n", trial, attempt, getpid());
  return 0;
}
