// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// A fork makes every page of the parent fault once more on its next write, and a supervisor would keep the old copy
// of the parent's heap for days. So what malloc owns is not inherited: the brk heap and glibc's arenas, which start
// at multiples of 64 MiB. Everything else (stacks, the loader's tables, .bss) may be needed.

static const uintptr_t arena_size = (uintptr_t)64 << 20;

struct mapping {
  uintptr_t start, end;
  bool writable, is_heap, is_anonymous;
};

static bool contains(const struct mapping *mapping, const void *address) {
  return (uintptr_t)address >= mapping->start && (uintptr_t)address < mapping->end;
}

/// - Parameter arena_end: where the arena ends that came before; one that grew during a fork is in pieces.
static void consider(const struct mapping *mapping, uintptr_t *arena_end, struct withheld *withheld) {
  uintptr_t start = mapping->start, end = mapping->end;
  bool is_arena = mapping->is_anonymous && (start % arena_size == 0 || start == *arena_end);
  if (!mapping->writable || !(mapping->is_heap || is_arena) || withheld->count == most_withheld) return;
  // The stack, and thread-local storage: a static binary's first thread has it on the heap.
  if (contains(mapping, __builtin_frame_address(0)) || contains(mapping, &errno)) return;
  // An arena that is full may touch the next, or something else.
  uintptr_t boundary = end - end % arena_size;
  if (is_arena && boundary > start) end = boundary;
  if (is_arena && end % arena_size != 0) *arena_end = end;
  if (madvise((void *)start, end - start, MADV_DONTFORK) != 0) return;
  withheld->ranges[withheld->count].start = (void *)start;
  withheld->ranges[withheld->count++].size = end - start;
}

// MARK: - /proc/self/maps: "start-end rw-p offset device inode   name"

/// One line, fed a character at a time.
struct line {
  struct mapping mapping;
  int field;
  bool has_inode, has_name;
  uintptr_t number;
  char previous, before;
};

static uintptr_t hexadecimal(char c) { return (uintptr_t)(c <= '9' ? c - '0' : c - 'a' + 10); }

static void feed(struct line *line, char c) {
  switch (line->field) {
  case 0:
    if (c == '-') {
      line->mapping.start = line->number;
      line->number = 0;
    } else if (c == ' ') {
      line->mapping.end = line->number;
    } else {
      line->number = line->number << 4 | hexadecimal(c);
    }
    break;
  case 1:
    if (c == 'w') line->mapping.writable = true;
    break;
  case 4:
    if (c != '0' && c != ' ') line->has_inode = true;
    break;
  case 5:
    if (c != ' ') line->has_name = true;
    if (line->before == '[' && line->previous == 'h' && c == 'e') line->mapping.is_heap = true;
    break;
  }
  line->before = line->previous;
  line->previous = c;
  if (c == ' ' && line->field < 5) line->field++;
}

void withhold_heap(struct withheld *withheld) {
  withheld->count = 0;
  int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (maps < 0) return;
  char buffer[4096];
  struct line line = {0};
  uintptr_t arena_end = 0;
  ssize_t length;
  while ((length = read(maps, buffer, sizeof buffer)) > 0) {
    for (ssize_t i = 0; i < length; i++) {
      if (buffer[i] != '\n') {
        feed(&line, buffer[i]);
        continue;
      }
      line.mapping.is_anonymous = !line.has_inode && !line.has_name;
      consider(&line.mapping, &arena_end, withheld);
      line = (struct line){0};
    }
  }
  close(maps);
}

void grant_heap(const struct withheld *withheld) {
  for (int i = 0; i < withheld->count; i++) {
    madvise(withheld->ranges[i].start, withheld->ranges[i].size, MADV_DOFORK);
  }
}
