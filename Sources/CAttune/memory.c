// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#include "supervisor.h"

// Pages shared with the parent cost nothing until the parent writes to them; then each supervisor would keep
// the old copy of the parent's heap for days. Only what malloc owns is dropped: the brk heap and glibc's
// arenas, which start at multiples of 64 MiB. Everything else (stacks, the loader's tables, .bss) may be needed.

static const uintptr_t arena_size = (uintptr_t)64 << 20;

struct mapping {
  uintptr_t start, end;
  bool writable, is_heap, is_anonymous;
};

static bool contains(const struct mapping *mapping, const void *address) {
  return (uintptr_t)address >= mapping->start && (uintptr_t)address < mapping->end;
}

static void drop(uintptr_t start, uintptr_t end) {
  if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
}

static void drop_around(const struct mapping *mapping, const struct launch *launch) {
  uintptr_t end = mapping->end;
  if (!mapping->is_heap && end - mapping->start > arena_size) end = mapping->start + arena_size;
  uintptr_t kept = (uintptr_t)launch->block, kept_end = kept + launch->block_size;
  if (kept >= end || kept_end <= mapping->start) {
    drop(mapping->start, end);
  } else {
    drop(mapping->start, kept);
    drop(kept_end, end);
  }
}

static void consider(const struct mapping *mapping, const struct launch *launch) {
  bool is_arena = mapping->is_anonymous && mapping->start % arena_size == 0;
  if (!mapping->writable || !(mapping->is_heap || is_arena)) return;
  // The stack, and thread-local storage: a static binary's first thread has it on the heap.
  if (contains(mapping, __builtin_frame_address(0)) || contains(mapping, &errno)) return;
  drop_around(mapping, launch);
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

void drop_memory(const struct launch *launch) {
  int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (maps < 0) return;
  char buffer[4096];
  struct line line = {0};
  ssize_t length;
  while ((length = read(maps, buffer, sizeof buffer)) > 0) {
    for (ssize_t i = 0; i < length; i++) {
      if (buffer[i] != '\n') {
        feed(&line, buffer[i]);
        continue;
      }
      line.mapping.is_anonymous = !line.has_inode && !line.has_name;
      consider(&line.mapping, launch);
      line = (struct line){0};
    }
  }
  close(maps);
  // The trainer's peak would start from ours: an exec carries the old peak over.
  int peak = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  if (peak < 0) return;
  if (write(peak, "5", 1) < 0) {}
  close(peak);
}
