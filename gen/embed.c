// Makes the files of web/ into web.h: each as an array of bytes and the hash by which a page's policy allows it.
// Usage: embed OUTFILE FILE…
#include <sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void stop(const char *path, const char *what) {
  fprintf(stderr, "embed: %s: %s\n", path, what);
  exit(1);
}

// web/page.css gives web_page_css.
static void put_name(FILE *to, const char *path) {
  const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  fprintf(to, "web_");
  for (; *base; base++) fputc(*base == '.' || *base == '-' ? '_' : *base, to);
}

static void put_base64(FILE *to, const uint8_t *p, size_t n) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < n; i += 3) {
    unsigned v = (unsigned)p[i] << 16 | (unsigned)(i + 1 < n ? p[i + 1] : 0) << 8 | (unsigned)(i + 2 < n ? p[i + 2] : 0);
    fputc(digits[v >> 18], to);
    fputc(digits[v >> 12 & 63], to);
    fputc(i + 1 < n ? digits[v >> 6 & 63] : '=', to);
    fputc(i + 2 < n ? digits[v & 63] : '=', to);
  }
}

static void embed(FILE *to, const char *path) {
  static uint8_t bytes[1 << 20];
  uint8_t hash[SHA256_DIGEST_LENGTH];
  FILE *f = fopen(path, "rb");
  size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
  if (!f || !n || n == sizeof bytes) stop(path, "cannot be read, is empty, or is too large");
  fclose(f);
  fprintf(to, "static const char ");
  put_name(to, path);
  fprintf(to, "[] = {");
  for (size_t i = 0; i < n; i++) fprintf(to, "%s%d,", i % 24 ? "" : "\n  ", bytes[i] < 128 ? bytes[i] : (int)bytes[i] - 256);
  fprintf(to, "\n};\n#define ");
  put_name(to, path);
  SHA2_CTX state;
  SHA256Init(&state);
  SHA256Update(&state, bytes, n);
  SHA256Final(hash, &state);
  fprintf(to, "_hash \"sha256-");
  put_base64(to, hash, sizeof hash);
  fprintf(to, "\"\n");
}

int main(int argc, char **argv) {
  if (argc < 3) stop("usage", "embed OUTFILE FILE…");
  FILE *to = fopen(argv[1], "w");
  if (!to) stop(argv[1], "cannot be written");
  fprintf(to, "// Made by gen/embed.c from web/.\n");
  for (int i = 2; i < argc; i++) embed(to, argv[i]);
  return fclose(to) != 0;
}
