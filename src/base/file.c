#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool broken(fail *f) { return fail_set(f, FAIL_IO, 0, "%s", strerror(errno)); }

static bool too_big(fail *f, size_t limit) {
  return fail_set(f, FAIL_TOO_BIG, limit, "larger than the limit of %zu bytes", limit);
}

static bool read_stream(int fd, size_t limit, file_bytes *got, fail *f) {
  size_t cap = 1 << 16, n = 0;
  char *p = malloc(cap);
  while (p) {
    ssize_t more = read(fd, p + n, cap - n);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0 || n > limit) {
      bool io = more < 0;
      if (io) broken(f);
      free(p);
      return io ? false : too_big(f, limit);
    }
    if (!more) {
      *got = (file_bytes){.bytes = {p, n}};
      return true;
    }
    n += (size_t)more;
    if (n < cap) continue;
    char *grown = realloc(p, cap *= 2);
    if (!grown) free(p);
    p = grown;
  }
  return fail_set(f, FAIL_MEMORY, 0, "no memory for its bytes");
}

static bool read_file(int fd, size_t limit, file_bytes *got, fail *f) {
  struct stat st;
  if (fstat(fd, &st)) return broken(f);
  if (S_ISDIR(st.st_mode)) return fail_set(f, FAIL_IO, 0, "is a directory");
  if (!S_ISREG(st.st_mode) || !st.st_size) return read_stream(fd, limit, got, f);
  if ((u64)st.st_size > limit) return too_big(f, limit);
  void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (p == MAP_FAILED) return read_stream(fd, limit, got, f);
  *got = (file_bytes){.bytes = {p, (size_t)st.st_size}, .mapped = true};
  return true;
}

bool file_read(const char *path, size_t limit, file_bytes *got, fail *f) {
  *got = (file_bytes){0};
  if (!strcmp(path, "-")) return read_stream(STDIN_FILENO, limit, got, f);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return broken(f);
  bool ok = read_file(fd, limit, got, f);
  close(fd);
  return ok;
}

void file_close(file_bytes *got) {
  if (got->mapped) munmap((void *)got->bytes.p, got->bytes.n);
  else free((void *)got->bytes.p);
  *got = (file_bytes){0};
}
