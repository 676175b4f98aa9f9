// SPDX-License-Identifier: Apache-2.0
// Preloaded into attune, it makes the disk fail: the n-th call that changes something below a folder, and the next
// ones if so wished, end with an error. It counts together what attune and the supervisors that it forks do; what they
// execute is left alone, since the variables below are taken out of the environment at once.
//
//   FAULTS_BELOW  the folder
//   FAULTS_AT     the first call that fails: 1, 2, 3, …
//   FAULTS_COUNT  how many calls fail, one after the other; 1
//   FAULTS_LOG    a file that gets a line for each of them: NUMBER CALL PATH
//   FAULTS_KIND   EIO, EROFS: the error of any call; ENOSPC, EDQUOT: of any that needs space;
//                 torn: half of a write is done, then EIO; short: half of a write is done, and said;
//                 sync: EIO of fsync and fdatasync, which alone count;
//                 kill: the process is killed in front of any call
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum call_class { change, data, sync_call };

static char below[4096], log_path[4096], kind[16];
static long first, count;
static int error_number;
/// Shared with forked processes.
static long *calls;

static void take(const char *name, char *place, size_t size) {
  const char *value = getenv(name);
  if (value) snprintf(place, size, "%s", value);
  unsetenv(name);
}

__attribute__((constructor)) static void begin(void) {
  char number[32] = "", length[32] = "";
  take("FAULTS_BELOW", below, sizeof below);
  take("FAULTS_AT", number, sizeof number);
  take("FAULTS_COUNT", length, sizeof length);
  take("FAULTS_KIND", kind, sizeof kind);
  take("FAULTS_LOG", log_path, sizeof log_path);
  unsetenv("LD_PRELOAD");
  if (!below[0]) return;
  first = atol(number);
  count = length[0] ? atol(length) : 1;
  error_number = strcmp(kind, "ENOSPC") == 0 ? ENOSPC
    : strcmp(kind, "EDQUOT") == 0            ? EDQUOT
    : strcmp(kind, "EROFS") == 0             ? EROFS
                                             : EIO;
  void *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page != MAP_FAILED) calls = page;
}

// MARK: - Which call it is

static bool lies_below(const char *path) {
  size_t length = strlen(below);
  return strncmp(path, below, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void path_of(int descriptor, char *path, size_t size) {
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, name, path, size - 1);
  path[length > 0 ? length : 0] = 0;
}

static void path_at(int folder, const char *name, char *path, size_t size) {
  if (name[0] == '/' || folder == AT_FDCWD) {
    snprintf(path, size, "%s", name);
    return;
  }
  path_of(folder, path, size);
  size_t length = strlen(path);
  snprintf(path + length, size - length, "/%s", name);
}

static void note(long number, const char *call, const char *path) {
  if (!log_path[0]) return;
  char line[4400];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
  int file = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return;
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}

static bool is_counted(enum call_class class) {
  if (strcmp(kind, "sync") == 0) return class == sync_call;
  return class == data || (strcmp(kind, "short") != 0 && strcmp(kind, "torn") != 0);
}

static bool fails(enum call_class class, const char *call, const char *path) {
  if (!calls || !lies_below(path) || !is_counted(class)) return false;
  long number = __atomic_add_fetch(calls, 1, __ATOMIC_SEQ_CST);
  if (number < first || number >= first + count) return false;
  note(number, call, path);
  if (strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  return true;
}

static bool fails_on(int descriptor, enum call_class class, const char *call) {
  if (!calls) return false;
  int before = errno;
  char path[4096];
  path_of(descriptor, path, sizeof path);
  bool result = fails(class, call, path);
  errno = result ? error_number : before;
  return result;
}

static bool fails_at(int folder, const char *name, const char *call) {
  if (!calls) return false;
  int before = errno;
  char path[8192];
  path_at(folder, name, path, sizeof path);
  bool result = fails(change, call, path);
  errno = result ? error_number : before;
  return result;
}

// MARK: - Writing

static bool is_partial(void) { return strcmp(kind, "short") == 0 || strcmp(kind, "torn") == 0; }

/// What a failing write returns, having written the first half where the kind wants that.
static ssize_t half(ssize_t written) {
  if (strcmp(kind, "short") == 0) return written;
  errno = error_number;
  return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  if (!fails_on(descriptor, data, "write")) return syscall(SYS_write, descriptor, bytes, length);
  return is_partial() ? half(syscall(SYS_write, descriptor, bytes, (length + 1) / 2)) : -1;
}

static bool is_full(void) { return error_number == ENOSPC || error_number == EDQUOT; }

/// What is there already can be overwritten on a full disk.
static bool needs_space(int descriptor, size_t length, off_t offset) {
  struct stat status;
  return !is_full() || fstat(descriptor, &status) != 0 || offset + (off_t)length > status.st_size;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  if (!needs_space(descriptor, length, offset) || !fails_on(descriptor, data, "pwrite"))
    return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
  return is_partial() ? half(syscall(SYS_pwrite64, descriptor, bytes, (length + 1) / 2, offset)) : -1;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
  return pwrite(descriptor, bytes, length, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int number) {
  return fails_on(descriptor, data, "writev") ? -1 : syscall(SYS_writev, descriptor, parts, number);
}

ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t length, unsigned flags) {
  if (fails_on(to, change, "copy_file_range")) return -1;
  return syscall(SYS_copy_file_range, from, from_offset, to, to_offset, length, flags);
}

int ioctl(int descriptor, unsigned long request, ...) {
  va_list list;
  va_start(list, request);
  void *argument = va_arg(list, void *);
  va_end(list);
  if (request == FICLONE && fails_on(descriptor, change, "clone")) return -1;
  return (int)syscall(SYS_ioctl, descriptor, request, argument);
}

int ftruncate(int descriptor, off_t length) {
  return fails_on(descriptor, change, "ftruncate") ? -1 : (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate64(int descriptor, off_t length) { return ftruncate(descriptor, length); }

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  if (fails_on(descriptor, change, "fallocate")) return -1;
  return (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
}

int posix_fallocate(int descriptor, off_t offset, off_t length) {
  return fallocate(descriptor, 0, offset, length) == 0 ? 0 : errno;
}

int fsync(int descriptor) {
  return fails_on(descriptor, sync_call, "fsync") ? -1 : (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  return fails_on(descriptor, sync_call, "fdatasync") ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int syncfs(int descriptor) {
  return fails_on(descriptor, sync_call, "syncfs") ? -1 : (int)syscall(SYS_syncfs, descriptor);
}

// MARK: - Names

static int open_below(int folder, const char *path, int flags, mode_t mode) {
  // What is there already needs no space to be opened.
  bool is_harmless = is_full() && syscall(SYS_faccessat, folder, path, F_OK) == 0;
  if (flags & (O_CREAT | O_TRUNC) && !is_harmless && fails_at(folder, path, "open")) return -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define OPEN(folder, path, flags)                                     \
  mode_t mode = 0;                                                    \
  if ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE) {      \
    va_list list;                                                     \
    va_start(list, flags);                                            \
    mode = va_arg(list, mode_t);                                      \
    va_end(list);                                                     \
  }                                                                   \
  return open_below(folder, path, flags, mode)

int open(const char *path, int flags, ...) { OPEN(AT_FDCWD, path, flags); }
int open64(const char *path, int flags, ...) { OPEN(AT_FDCWD, path, flags); }
int openat(int folder, const char *path, int flags, ...) { OPEN(folder, path, flags); }
int openat64(int folder, const char *path, int flags, ...) { OPEN(folder, path, flags); }

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  if (fails_at(to_folder, to, "rename")) return -1;
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  if (fails_at(to_folder, to, "link")) return -1;
  return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlinkat(const char *target, int folder, const char *path) {
  return fails_at(folder, path, "symlink") ? -1 : (int)syscall(SYS_symlinkat, target, folder, path);
}

int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

int mkdirat(int folder, const char *path, mode_t mode) {
  return fails_at(folder, path, "mkdir") ? -1 : (int)syscall(SYS_mkdirat, folder, path, mode);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int folder, const char *path, int flags) {
  return !is_full() && fails_at(folder, path, "unlink") ? -1 : (int)syscall(SYS_unlinkat, folder, path, flags);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int futimens(int descriptor, const struct timespec times[2]) {
  if (fails_on(descriptor, change, "futimens")) return -1;
  return (int)syscall(SYS_utimensat, descriptor, 0, times, 0);
}

int fchmod(int descriptor, mode_t mode) {
  return fails_on(descriptor, change, "fchmod") ? -1 : (int)syscall(SYS_fchmod, descriptor, mode);
}
