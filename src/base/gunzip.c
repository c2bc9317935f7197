#include "base/gunzip.h"

#include <stdlib.h>
#include <zlib.h>

// No text is packed as well as this; what claims to be, after so many bytes, was made to fill memory or time.
enum { BOMB_RATIO = 200, BOMB_LEAST = 64 << 20, GZIP_HEAD = 10, STEP = 1 << 16 };

// Where a member begins, in both.
typedef struct {
  u64 plain, packed;
} boundary;

typedef struct {
  stream *in;
  z_stream z;
  bool inside;         // a member is open
  u64 out, first;      // bytes given; the place of the packed data's first byte
  boundary *marks;     // [count] of members in the window, and the last one before it
  size_t count, cap;
} gunzip;

bool gzip_sniff(str head) {
  return head.n >= 4 && (u8)head.p[0] == 0x1F && (u8)head.p[1] == 0x8B && head.p[2] == 8 && !((u8)head.p[3] & 0xE0);
}

static int broken(stream *s, fail_code code, const char *what) {
  const gunzip *g = s->state;
  if (g->in->why.code) s->why = g->in->why;
  else fail_set(&s->why, code, g->in->at, "%s", what);
  return -1;
}

// ---- members

// Those before the window go, but for the last, which holds the window's first byte.
static void forget_marks(gunzip *g, u64 at) {
  size_t gone = 0;
  while (gone + 1 < g->count && g->marks[gone + 1].plain <= at) gone++;
  if (gone) memmove(g->marks, g->marks + gone, (g->count - gone) * sizeof *g->marks);
  g->count -= gone;
}

static bool mark(stream *s) {
  gunzip *g = s->state;
  if (g->count && g->marks[g->count - 1].plain == g->out) g->count--;
  if (g->count == g->cap) {
    size_t cap = g->cap ? 2 * g->cap : 16;
    boundary *grown = realloc(g->marks, cap * sizeof *grown);
    if (!grown) return broken(s, FAIL_MEMORY, "no memory"), false;
    g->marks = grown;
    g->cap = cap;
  }
  g->marks[g->count++] = (boundary){g->out, g->in->at};
  return true;
}

// 1: a member is open; 0: the end; -1: something else stands here. Zero bytes may pad a file.
static int begin_member(stream *s) {
  gunzip *g = s->state;
  for (str next; (next = stream_next(g->in)).n && !next.p[0];) stream_take(g->in, 1);
  str head = stream_look(g->in, GZIP_HEAD);
  if (!head.n) return g->in->why.code ? broken(s, FAIL_IO, "") : 0;
  if (!gzip_sniff(head)) return broken(s, FAIL_FORMAT, "what follows is no gzip data");
  forget_marks(g, s->at);
  if (!mark(s) || inflateReset(&g->z) != Z_OK) return -1;
  g->inside = true;
  return 1;
}

bool is_bomb(u64 packed, u64 plain) { return plain > BOMB_LEAST && plain / BOMB_RATIO > packed; }

// What inflate makes of the window; -1 where it breaks, and what it made then is lost.
static i64 inflate_some(stream *s, char *room, size_t n) {
  gunzip *g = s->state;
  str next = stream_next(g->in);
  g->z.next_in = (Bytef *)next.p;
  g->z.avail_in = (uInt)MIN(next.n, (size_t)STEP);
  g->z.next_out = (Bytef *)room;
  g->z.avail_out = (uInt)MIN(n, (size_t)1 << 30);
  uInt had = g->z.avail_in, room_had = g->z.avail_out;
  int status = inflate(&g->z, Z_NO_FLUSH);
  stream_take(g->in, had - g->z.avail_in);
  size_t made = room_had - g->z.avail_out;
  if (status == Z_STREAM_END) g->inside = false;
  else if (!next.n) return broken(s, FAIL_FORMAT, "ends in the midst of gzip data");
  else if (status != Z_OK && status != Z_BUF_ERROR) return broken(s, FAIL_FORMAT, "is broken gzip data");
  g->out += made;
  if (is_bomb(g->in->at - g->first, g->out)) return broken(s, FAIL_TOO_BIG, BOMB_TOLD);
  return (i64)made;
}

static i64 pull_gunzip(stream *s, char *room, size_t n) {
  gunzip *g = s->state;
  for (;;) {
    int open = g->inside ? 1 : begin_member(s);
    if (open != 1) return open;
    i64 made = inflate_some(s, room, n);
    if (made) return made;
  }
}

// On to the next bytes that look like a member.
static bool resume_gunzip(stream *s) {
  gunzip *g = s->state;
  if (s->why.code != FAIL_FORMAT) return false;
  if (gzip_sniff(stream_look(g->in, 4))) stream_take(g->in, 1);
  for (str next; (next = stream_look(g->in, GZIP_HEAD)).n >= GZIP_HEAD;) {
    if (gzip_sniff(next)) return g->inside = false, true;
    stream_take(g->in, 1 + str_find_byte(str_from(next, 1), 0x1F));
  }
  return false;
}

static bool place_gunzip(stream *s, u64 *at) {
  gunzip *g = s->state;
  forget_marks(g, s->at);
  if (!g->count || g->marks[0].plain != s->at) return false;
  *at = g->marks[0].packed;
  return true;
}

static void drop_gunzip(stream *s) {
  gunzip *g = s->state;
  inflateEnd(&g->z);
  stream_close(g->in);
  free(g->marks);
  free(g);
}

stream *gunzip_stream(stream *packed) {
  gunzip *g = calloc(1, sizeof *g);
  stream *s = stream_new(g);
  if (!g || !s || inflateInit2(&g->z, 16 + MAX_WBITS) != Z_OK) return free(g), free(s), stream_close(packed), NULL;
  g->in = packed;
  g->first = packed->at;
  s->pull = pull_gunzip;
  s->resume = resume_gunzip;
  s->place = place_gunzip;
  s->drop = drop_gunzip;
  return s;
}

// ---- all at once

// Bare deflate where the two bytes of zlib's head do not check.
static int window_bits(str packed) {
  if (gzip_sniff(packed)) return 16 + MAX_WBITS;
  bool zlib = packed.n >= 2 && (packed.p[0] & 0x0F) == 8 && (((u8)packed.p[0] << 8) + (u8)packed.p[1]) % 31 == 0;
  return zlib ? MAX_WBITS : -MAX_WBITS;
}

bool inflate_all(str packed, size_t limit, out *to, fail *f) {
  z_stream z = {.next_in = (Bytef *)packed.p, .avail_in = (uInt)MIN(packed.n, (size_t)1 << 30)};
  char room[STEP];
  if (inflateInit2(&z, window_bits(packed)) != Z_OK) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  int status = Z_OK;
  size_t before = to->n;
  while (status == Z_OK && to->n - before <= limit) {
    z.next_out = (Bytef *)room;
    z.avail_out = sizeof room;
    status = inflate(&z, Z_NO_FLUSH);
    out_str(to, (str){room, sizeof room - z.avail_out});
    // A body may be several members, one behind the other.
    if (status == Z_STREAM_END && z.avail_in && inflateReset(&z) == Z_OK && gzip_sniff((str){(char *)z.next_in, z.avail_in})) status = Z_OK;
  }
  inflateEnd(&z);
  if (to->n - before > limit) return fail_set(f, FAIL_TOO_BIG, 0, "unpacks to more than %zu bytes: no article does", limit);
  return status == Z_STREAM_END || fail_set(f, FAIL_FORMAT, 0, "is broken or ends in the midst of compressed data");
}
