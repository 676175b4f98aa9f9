// SPDX-License-Identifier: Apache-2.0
// A compiled trainer: --x=NUMBER, --steps=COUNT; writes one TensorBoard event file by itself.
// cc -O2 -o train train.c; the better, the nearer --x is to 0.3.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static uint32_t masked_crc32c(const uint8_t *bytes, size_t count) {
  uint32_t crc = 0xffffffff;
  for (size_t i = 0; i < count; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc;
  return (crc >> 15 | crc << 17) + 0xa282ead8;
}

// A TFRecord: length, its checksum, the payload, its checksum; little-endian, as this machine is.
static void write_record(FILE *file, const uint8_t *payload, uint64_t count) {
  uint32_t check = masked_crc32c((const uint8_t *)&count, sizeof count);
  fwrite(&count, sizeof count, 1, file);
  fwrite(&check, sizeof check, 1, file);
  fwrite(payload, 1, count, file);
  check = masked_crc32c(payload, count);
  fwrite(&check, sizeof check, 1, file);
}

// Event { wall_time = 1, step = 2, file_version = 3, summary = 5 { value = 1 { tag = 1, simple_value = 2 } } }
static void write_scalar(FILE *file, const char *tag, uint8_t step, float value) {
  double wall_time = 1700000000 + step;
  uint8_t event[64] = {0x09}, tag_length = strlen(tag);
  size_t at = 1;
  memcpy(event + at, &wall_time, 8), at += 8;
  event[at++] = 0x10, event[at++] = step;
  event[at++] = 0x2a, event[at++] = tag_length + 9;
  event[at++] = 0x0a, event[at++] = tag_length + 7;
  event[at++] = 0x0a, event[at++] = tag_length;
  memcpy(event + at, tag, tag_length), at += tag_length;
  event[at++] = 0x15;
  memcpy(event + at, &value, 4), at += 4;
  write_record(file, event, at);
}

static void write_lines(const char *path, char **lines) {
  FILE *file = fopen(path, "w");
  for (; *lines; lines++) fprintf(file, "%s\n", *lines);
  fclose(file);
}

int main(int count, char **arguments) {
  double x = 0.5;
  int steps = 3;
  for (int i = 1; i < count; i++) {
    if (strncmp(arguments[i], "--x=", 4) == 0) x = atof(arguments[i] + 4);
    if (strncmp(arguments[i], "--steps=", 8) == 0) steps = atoi(arguments[i] + 8);
  }

  char directory[4096], *here[] = {getcwd(directory, sizeof directory), NULL};
  mkdir("seen", 0777);
  write_lines("seen/argv", arguments + 1);
  write_lines("seen/environment", environ);
  write_lines("seen/directory", here);

  mkdir("logs", 0777);
  FILE *events = fopen("logs/events.out.tfevents.1700000000.compiled", "wb");
  if (!events) return perror("logs"), 1;
  static const uint8_t version[] = "\x09\0\0\0\0\0\0\0\0\x1a\x0d" "brain.Event:2";
  write_record(events, version, sizeof version - 1);
  for (int step = 0; step < steps && step < 128; step++)
    write_scalar(events, "accuracy", step, (step + 1.0) / steps - (x - 0.3) * (x - 0.3));
  return fclose(events) ? 1 : 0;
}
