// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

#include "CAttune.h"

int64_t attune_next_data(int descriptor, int64_t offset) { return lseek(descriptor, offset, SEEK_DATA); }

int64_t attune_next_hole(int descriptor, int64_t offset) { return lseek(descriptor, offset, SEEK_HOLE); }

int attune_memory_file(void) { return memfd_create("attune", MFD_CLOEXEC); }
