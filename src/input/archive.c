// zip, tar and cpio archives: every member is an input again, looked into by its content. Nothing is ever written, so
// that a member's name is only a name, whatever it points to. libarchive reads from our stream, and what it makes is
// counted against what it took: a bomb ends the archive.
#include "input/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>

#include "base/gunzip.h"
#include "base/utf8.h"
#include "input/inputs.h"

enum { TAR_MAGIC = 257, TAR_BLOCK = 512, DRAIN = 1 << 16 };

// libarchive at work on a stream.
typedef struct {
  struct archive *archive;
  stream *in;
  size_t shown;     // bytes of the window that libarchive has
  u64 first, made;  // where the archive begins; bytes unpacked
  bool drained;     // the member that is open was read to its end
  bool over;
} unpacker;

static la_ssize_t show(struct archive *a, void *user, const void **bytes) {
  unpacker *u = user;
  stream_take(u->in, u->shown);
  str next = stream_next(u->in);
  u->shown = next.n;
  *bytes = next.p;
  if (!next.n && u->in->why.code) return (archive_set_error(a, EIO, "%s", u->in->why.msg), -1);
  return (la_ssize_t)next.n;
}

static u64 packed_so_far(const unpacker *u) { return u->in->at + u->shown - u->first; }

static u64 place_now(const unpacker *u) { return u->in->at; }

static bool told(const unpacker *u, fail *f, const char *before) {
  const char *why = archive_error_string(u->archive);
  return fail_set(f, FAIL_FORMAT, place_now(u), "%s%s", before, why ? why : "it cannot be read");
}

static void unpacker_free(unpacker *u) {
  if (!u) return;
  archive_read_free(u->archive);
  free(u);
}

// Single files come as archives of one member, without a name.
static unpacker *unpacker_new(stream *in, bool single) {
  unpacker *u = calloc(1, sizeof *u);
  if (!u || !(u->archive = archive_read_new())) return free(u), NULL;
  u->in = in;
  u->first = in->at;
  struct archive *a = u->archive;
  if (single) {
    archive_read_support_filter_xz(a), archive_read_support_filter_bzip2(a);
    archive_read_support_filter_zstd(a), archive_read_support_filter_lz4(a);
    archive_read_support_format_raw(a);
  } else {
    archive_read_support_format_zip_streamable(a), archive_read_support_format_tar(a),
        archive_read_support_format_cpio(a);
  }
  return u;
}

static bool unpacker_open(unpacker *u, fail *f) {
  return archive_read_open(u->archive, u, NULL, show, NULL) == ARCHIVE_OK ||
         told(u, f, "is no archive that can be read: ");
}

// Bytes of the member that is open; 0 at its end, -1 where it breaks.
static i64 unpack_some(unpacker *u, char *room, size_t n, fail *f) {
  la_ssize_t got;
  do got = archive_read_data(u->archive, room, n);
  while (got == ARCHIVE_RETRY);
  if (got < 0) return u->drained = true, told(u, f, "the packed data is broken: "), -1;
  u->drained = !got;
  u->made += (u64)got;
  if (!is_bomb(packed_so_far(u), u->made)) return got;
  u->over = u->drained = true;
  return fail_set(f, FAIL_TOO_BIG, place_now(u), BOMB_TOLD), -1;
}

// ---- single files

bool packed_sniff(str head) {
  static const char *const magics[] = {
      "\xFD"
      "7zXZ",
      "BZh", "\x28\xB5\x2F\xFD", "\x04\x22\x4D\x18"};
  for (u32 i = 0; i < COUNT_OF(magics); i++)
    if (str_starts(head, str_of(magics[i]))) return i != 1 || (head.n > 4 && head.p[4] == '1');
  return false;
}

static i64 pull_single(stream *s, char *room, size_t n) {
  unpacker *u = s->state;
  struct archive_entry *entry;
  if (!u->made && !u->over) {
    u->over = true;
    if (!unpacker_open(u, &s->why)) return -1;
    if (archive_read_next_header(u->archive, &entry) < ARCHIVE_WARN)
      return told(u, &s->why, "the packed data is broken: "), -1;
  }
  return unpack_some(u, room, n, &s->why);
}

static void drop_single(stream *s) {
  unpacker *u = s->state;
  stream *in = u ? u->in : NULL;
  unpacker_free(u);
  stream_close(in);
}

stream *unpacked_stream(stream *packed) {
  unpacker *u = unpacker_new(packed, true);
  stream *s = stream_new(u);
  if (!u || !s) return unpacker_free(u), free(s), stream_close(packed), NULL;
  s->pull = pull_single;
  s->drop = drop_single;
  return s;
}

// ---- members

bool sniff_archive(stream *in, const input_options *given) {
  (void)given;
  str head = stream_look(in, 6);
  if (str_starts(head, S("PK\x03\x04")) || str_starts(head, S("070701")) || str_starts(head, S("070707"))) return true;
  // Text may begin like an archive, but holds no ustar where a head has it.
  return str_eq(str_sub(stream_look(in, TAR_BLOCK), TAR_MAGIC, TAR_MAGIC + 5), S("ustar"));
}

static i64 pull_member(stream *s, char *room, size_t n) { return unpack_some(s->state, room, n, &s->why); }

// What was not read of the last member; false where it was made to take for ever.
static bool drain(unpacker *u, fail *f) {
  char room[DRAIN];
  fail broken;
  while (!u->drained)
    if (unpack_some(u, room, sizeof room, &broken) < 0 && u->over) return *f = broken, false;
  return true;
}

static bool is_hidden(str name) {
  for (size_t at = 0; at < name.n; at += str_find_byte(str_from(name, at), '/') + 1) {
    str part = str_from(name, at);
    if (str_starts(part, S("__MACOSX/"))) return true;
    if (part.p[0] == '.' && !str_starts(part, S("./")) && !str_starts(part, S("../"))) return true;
  }
  return false;
}

// Documents of office programs and books are zips whose parts are no articles.
static bool is_document(str first) {
  return str_eq(first, S("mimetype")) || str_eq(first, S("[Content_Types].xml")) || str_starts(first, S("META-INF/"));
}

static str entry_name(struct archive_entry *entry) {
  const char *name = archive_entry_pathname_utf8(entry);
  if (!name) name = archive_entry_pathname(entry);
  str s = str_of(name ? name : "?");
  return utf8_bad(s) == s.n ? s : S("?");
}

// 1: a member to look into; 2: one to pass over; -1: it cannot be read.
static int take_member(container *c, item *it, struct archive_entry *entry, fail *f) {
  unpacker *u = c->state;
  str name = entry_name(entry);
  unsigned kind = archive_entry_filetype(entry);
  u->drained = false;
  if (c->count++ == 0 && is_document(name)) {
    c->over = c->any = true;
    return fail_set(f, FAIL_FORMAT, 0, "is no text (a document of an office program, or a program)"), -1;
  }
  if ((kind && kind != AE_IFREG) || is_hidden(name) || str_ends(name, S("/"))) return 2;
  item_begin(c, it, ":%.*s", (int)MIN(name.n, (size_t)2000), name.p);
  item_at(c, it, place_now(u));
  if (archive_entry_is_encrypted(entry)) return fail_set(f, FAIL_FORMAT, place_now(u), "is encrypted"), -1;
  it->in = stream_new(u);
  if (!it->in) return fail_set(f, FAIL_MEMORY, 0, "no memory"), -1;
  it->in->pull = pull_member;
  return 1;
}

static void drop_archive(container *c) { unpacker_free(c->state); }

static bool begin(container *c, fail *f) {
  unpacker *u = c->state = unpacker_new(c->in, false);
  c->drop = drop_archive;
  if (!u) return fail_set(f, FAIL_MEMORY, 0, "no memory");
  u->drained = true;
  return unpacker_open(u, f);
}

int next_archive(container *c, item *it, fail *f) {
  struct archive_entry *entry;
  while (!c->over) {
    unpacker *u = c->state;
    int got = -1;
    if (!u && !begin(c, f)) return c->over = true, -1;
    u = c->state;
    if (!drain(u, f)) return c->over = true, -1;
    got = archive_read_next_header(u->archive, &entry);
    if (got == ARCHIVE_RETRY || got == ARCHIVE_WARN || got == ARCHIVE_OK)
      got = take_member(c, it, entry, f);
    else if (got == ARCHIVE_EOF)
      break;
    else
      return c->over = got == ARCHIVE_FATAL, told(u, f, "the archive is broken: "), -1;
    if (got != 2) return got;
  }
  if (c->any || c->over) return 0;
  c->over = c->any = true;
  return fail_set(f, FAIL_FORMAT, 0, "holds no article"), -1;
}
