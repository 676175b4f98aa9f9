// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

enum { most_withheld = 512 };

/// Parts of the heap that a child does not get.
struct withheld {
  int count;
  struct {
    void *start;
    size_t size;
  } ranges[most_withheld];
};

/// From now on a fork leaves the heap out, until `grant_heap`: its child may not allocate, nor touch what was allocated.
void withhold_heap(struct withheld *withheld);

void grant_heap(const struct withheld *withheld);
