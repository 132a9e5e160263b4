/* A disk that fails on demand, for the files below one folder: loaded before the system's own functions.
   What to do stands in a file that the test writes and this maps, so that the test can lift the fault. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { NONE, FULL, SHORT, WRITE_ERROR, READ_ERROR, READ_ONLY };
enum { WRITE = 1, CREATE = 2, FLUSH = 4, NAME = 8, OPEN = 16, READ = 32 };

static const int counted_by[] = {
    [NONE] = 0,
    [FULL] = WRITE | CREATE,
    [SHORT] = WRITE | CREATE,
    [WRITE_ERROR] = WRITE | CREATE | FLUSH | NAME | OPEN,
    [READ_ERROR] = READ,
    [READ_ONLY] = CREATE | NAME | OPEN,
};

struct control {
    int64_t kind, at, counted, failed;
    char folder[4064];
};

static struct control *control;

__attribute__((constructor)) static void map_control(void) {
    const char *name = getenv("NIANBAO_FAULT_CONTROL");
    int fd = name ? syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC, 0) : -1;
    if (fd < 0) return;
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) control = mapped;
    close(fd);
}

static int is_below(const char *path) {
    return strncmp(path, control->folder, strlen(control->folder)) == 0;
}

/* The error an act on this path meets; 0 for none. */
static int met(int act, const char *path) {
    if (!control || !(counted_by[control->kind] & act) || !is_below(path)) return 0;
    int64_t n = ++control->counted;
    int for_ever = control->kind != WRITE_ERROR && control->kind != READ_ERROR;
    if (n != control->at && !(for_ever && n > control->at)) return 0;
    control->failed++;
    switch (control->kind) {
    case FULL:
    case SHORT:
        return ENOSPC;
    case READ_ONLY:
        return EROFS;
    default:
        return EIO;
    }
}

static int met_by_file(int act, int fd) {
    if (!control || !(counted_by[control->kind] & act)) return 0;
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return met(act, path);
}

static int fail(int error) {
    errno = error;
    return -1;
}

/* How much of a write comes through before the disk is full. */
static size_t let_through(int error, size_t size) {
    return error == ENOSPC && control->kind == SHORT && control->failed == 1 ? size / 2 : 0;
}

ssize_t write(int fd, const void *bytes, size_t size) {
    int error = met_by_file(WRITE, fd);
    if (!error) return syscall(SYS_write, fd, bytes, size);
    size_t some = let_through(error, size);
    return some ? syscall(SYS_write, fd, bytes, some) : fail(error);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    int error = met_by_file(WRITE, fd);
    if (!error) return syscall(SYS_pwrite64, fd, bytes, size, at);
    size_t some = let_through(error, size);
    return some ? syscall(SYS_pwrite64, fd, bytes, some, at) : fail(error);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

ssize_t read(int fd, void *bytes, size_t size) {
    int error = met_by_file(READ, fd);
    return error ? fail(error) : syscall(SYS_read, fd, bytes, size);
}

ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
    int error = met_by_file(READ, fd);
    return error ? fail(error) : syscall(SYS_pread64, fd, bytes, size, at);
}

ssize_t pread(int fd, void *bytes, size_t size, off_t at) { return pread64(fd, bytes, size, at); }

int ftruncate64(int fd, off64_t length) {
    int error = met_by_file(WRITE, fd);
    return error ? fail(error) : syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fallocate64(int fd, int mode, off64_t at, off64_t length) {
    int error = met_by_file(WRITE, fd);
    return error ? fail(error) : syscall(SYS_fallocate, fd, mode, at, length);
}

int fallocate(int fd, int mode, off_t at, off_t length) { return fallocate64(fd, mode, at, length); }

int posix_fallocate64(int fd, off64_t at, off64_t length) {
    return fallocate64(fd, 0, at, length) ? errno : 0;
}

int posix_fallocate(int fd, off_t at, off_t length) { return posix_fallocate64(fd, at, length); }

int fsync(int fd) {
    int error = met_by_file(FLUSH, fd);
    return error ? fail(error) : syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
    int error = met_by_file(FLUSH, fd);
    return error ? fail(error) : syscall(SYS_fdatasync, fd);
}

#define MODE_OF(flags, mode)                                                                                 \
    mode_t mode = 0;                                                                                         \
    if (flags & O_CREAT) {                                                                                   \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode = va_arg(rest, mode_t);                                                                         \
        va_end(rest);                                                                                        \
    }

int openat64(int at, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    int error = 0;
    if ((flags & O_CREAT) && syscall(SYS_faccessat, at, path, F_OK) != 0)
        error = met(CREATE, path);
    else if ((flags & O_ACCMODE) != O_RDONLY)
        error = met(OPEN, path);
    return error ? fail(error) : syscall(SYS_openat, at, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return openat64(at, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return openat64(AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return openat64(AT_FDCWD, path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
    int error = met(CREATE, path);
    return error ? fail(error) : syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int rename(const char *from, const char *to) {
    int error = met(NAME, from);
    return error ? fail(error) : syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
    int error = met(NAME, path);
    return error ? fail(error) : syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
