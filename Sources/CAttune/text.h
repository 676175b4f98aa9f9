// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

// A small string on the stack: no malloc and no stdio between fork and exec.

struct text {
  size_t length;
  char bytes[4096];
};

/// Appends as much as fits; `bytes` always ends with a zero.
static inline void put(struct text *text, const char *string) {
  while (*string && text->length + 1 < sizeof text->bytes) text->bytes[text->length++] = *string++;
  text->bytes[text->length] = 0;
}

static inline void put_padded(struct text *text, uint64_t number, int width) {
  char digits[24];
  int at = sizeof digits;
  digits[--at] = 0;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
    width--;
  } while (number > 0 || width > 0);
  put(text, digits + at);
}

static inline void put_number(struct text *text, uint64_t number) { put_padded(text, number, 1); }
