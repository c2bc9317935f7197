// Web archives, WARC 0.17 to 1.1 and ARC 1 and 2: each response or text that was captured is an item, with where its record
// begins. A record is looked at whole before it counts: a length that lies shows by what stands behind the record, and what
// a false length would swallow is found inside.
#include "base/utf8.h"
#include "input/http.h"
#include "input/inputs.h"

enum { LONGEST_HEAD = 1 << 16, LARGEST_RECORD = LARGEST_ARTICLE + LONGEST_HEAD, BEHIND = 16, KIND_ARC = 1 };

typedef enum { RECORD_OTHER, RECORD_RESPONSE, RECORD_PAYLOAD } record_kind;

typedef struct {
  record_kind kind;
  str type, uri, date, media_type;
  u64 at, place;     // of its first byte: in the stream, and where the file can be entered
  size_t head;       // bytes before its block
  u64 length;        // of its block
  bool arc;
} record;

// ---- heads

static bool read_number(str s, u64 *n) {
  i64 value;
  if (!s.n || s.n > 18 || !is_digit(s.p[0]) || !str_to_int(s, &value)) return false;
  *n = (u64)value;
  return true;
}

static str without_brackets(str uri) {
  bool both = uri.n > 1 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>';
  return both ? str_sub(uri, 1, uri.n - 1) : uri;
}

static record_kind kind_of(str type) {
  if (str_eq_nocase(type, S("response"))) return RECORD_RESPONSE;
  return str_eq_nocase(type, S("resource")) || str_eq_nocase(type, S("conversion")) ? RECORD_PAYLOAD : RECORD_OTHER;
}

// The last field of a line of fields parted by blanks, which is taken off.
static str last_field(str *line) {
  size_t beg = line->n;
  while (beg && line->p[beg - 1] != ' ') beg--;
  str field = str_from(*line, beg);
  *line = str_sub(*line, 0, beg ? beg - 1 : 0);
  return field;
}

static bool is_scheme(str s) {
  size_t i = 0;
  while (i < s.n && (is_alnum(s.p[i]) || strchr("+-.", s.p[i]))) i++;
  return i > 1 && str_starts(str_from(s, i), S(":")) && is_alpha(s.p[0]);
}

static bool all_digits(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (!is_digit(s.p[i])) return false;
  return s.n > 0;
}

// "URL IP date type length", in ARC 2 "URL IP date type status checksum location offset file length". Addresses may hold blanks.
static bool read_arc_line(str line, record *r) {
  line = str_trim(line);
  str whole = line, length = last_field(&line);
  if (!is_scheme(whole) || !read_number(length, &r->length)) return false;
  for (u32 fields = 0; fields < 2; fields++) {
    str rest = line;
    for (u32 i = 0; i < (fields ? 5 : 0); i++) last_field(&rest);
    str type = last_field(&rest), date = last_field(&rest);
    if ((date.n != 14 && date.n != 12) || !all_digits(date)) continue;
    last_field(&rest);
    r->uri = rest;
    r->date = date;
    r->media_type = type;
    r->kind = str_starts(rest, S("filedesc:")) || !rest.n ? RECORD_OTHER : RECORD_RESPONSE;
    r->arc = true;
    return true;
  }
  return false;
}

static bool begins_record(str s) { return str_starts(s, S("WARC/")) && s.n > 5 && is_digit(s.p[5]); }

// The head of the record that begins with `there`: false and *head 0 where more bytes are needed, else false where there is none.
static bool read_head(str there, record *r, bool arc) {
  size_t end = str_find_byte(there, '\n');
  if (arc) return r->head = end + 1, end < there.n && read_arc_line(str_sub(there, 0, end), r);
  if (!begins_record(there)) return r->head = end + 1, false;
  size_t a = str_find(there, S("\n\r\n")) + 3, b = str_find(there, S("\n\n")) + 2;
  r->head = MIN(a, b);
  if (r->head > there.n) return r->head = 0, false;
  str head = str_sub(there, 0, r->head), charset;
  r->type = header_field(head, S("WARC-Type"));
  r->kind = kind_of(r->type);
  r->uri = without_brackets(header_field(head, S("WARC-Target-URI")));
  r->date = header_field(head, S("WARC-Date"));
  media_type_cut(header_field(head, S("Content-Type")), &r->media_type, &charset);
  return read_number(header_field(head, S("Content-Length")), &r->length);
}

// ---- finding records

static str skip_blank_lines(stream *in) {
  str next;
  while ((next = stream_look(in, 1)).n && (next.p[0] == '\n' || next.p[0] == '\r')) stream_take(in, 1);
  return next;
}

static bool is_arc_head(str there) {
  record r = {0};
  return read_arc_line(str_sub(there, 0, str_find_byte(there, '\n')), &r);
}

// Where in these bytes, from `from` on, a line begins that begins a record; there.n where none does.
static size_t find_record(str there, size_t from, bool arc) {
  for (size_t at = from; at < there.n;) {
    size_t line = at + str_find_byte(str_from(there, at), '\n') + 1;
    if (line >= there.n) break;
    str rest = str_from(there, line);
    if (arc ? is_scheme(rest) && is_arc_head(rest) : begins_record(rest)) return line;
    at = line;
  }
  return there.n;
}

// On to the next record, past what is none. False at the end.
static bool find_next(stream *in, bool arc) {
  for (;;) {
    str there = stream_look(in, LONGEST_HEAD);
    if (arc ? is_scheme(there) && is_arc_head(there) : begins_record(there)) return true;
    size_t at = find_record(there, 0, arc);
    bool last = there.n < LONGEST_HEAD;
    // A line that the look cut off is seen again.
    stream_take(in, at < there.n ? at : last ? there.n : LONGEST_HEAD / 2);
    if (at < there.n) return true;
    if (last && !stream_resume(in)) return false;
  }
}

static int wrong(item *it, const container *c, const record *r, fail *f, const char *what) {
  item_begin(c, it, "%s", "");
  fail_set(f, FAIL_FORMAT, r->place, "%s", what);
  return -1;
}

// What broke the stream is the reason; the records go on behind it, if any do.
static int broke(container *c, item *it, const record *r, fail *f, const char *what) {
  fail why = c->in->why;
  if (!stream_resume(c->in)) c->over = true;
  else find_next(c->in, r->arc);
  wrong(it, c, r, f, what);
  if (why.code) fail_set(f, why.code, r->place, "record %s; the file %s by byte %llu", what, why.msg, (unsigned long long)why.pos);
  return -1;
}

// ---- one record

// The head of the record that comes next. 1: it is there; 0: the end of the file; -1: something else stands here.
static int next_head(container *c, item *it, record *r, fail *f) {
  stream *in = c->in;
  str next = skip_blank_lines(in);
  r->at = in->at;
  if (!stream_place(in, &r->place)) r->place = r->at;
  if (!next.n) return in->why.code ? broke(c, it, r, f, "is not there") : 0;
  if (!c->count++) c->kind = str_starts(stream_look(in, 5), S("WARC/")) ? 0 : KIND_ARC;
  r->arc = c->kind == KIND_ARC;
  size_t n = 1 << 10;
  for (str there;; n *= 2) {
    there = stream_look(in, n);
    if (read_head(there, r, r->arc)) return 1;
    if (there.n < n || n >= LONGEST_HEAD || (r->head && r->head <= there.n)) break;
  }
  if (in->why.code) return broke(c, it, r, f, "ends in its head");
  bool whole = begins_record(stream_look(in, 6));
  stream_take(in, 1);
  if (!find_next(in, r->arc)) c->over = true;
  return wrong(it, c, r, f, whole ? "record without a length" : "there is no record here");
}

// Whether the record ends where its length says: at the end of the file, or with an empty line, or before a record.
static bool ends_well(str behind, const record *r) {
  if (!behind.n || str_starts(behind, S("\r\n\r\n")) || (r->arc && behind.p[0] == '\n')) return true;
  size_t i = 0;
  while (i < behind.n && (behind.p[i] == '\r' || behind.p[i] == '\n')) i++;
  str rest = str_from(behind, i);
  return !rest.n || (r->arc ? is_scheme(rest) && i : begins_record(rest));
}

// A record that the file's end cuts off may still hold all of its message, by the message's own count.
static bool holds_whole_message(str block) {
  http_message m;
  u64 length;
  size_t head;
  if (!http_read(block, &m)) return false;
  head = (size_t)(m.body.p - block.p);
  return read_number(header_field(str_sub(block, 0, head), S("Content-Length")), &length) && length <= m.body.n;
}

// The block of the record, which has been taken: 1. Else its length is a lie, and reading goes on with the next record: -1.
// What `r` and `block` point to stays until the stream is looked at again.
static int take_block(container *c, item *it, record *r, str *block, fail *f) {
  size_t length = (size_t)r->length, whole = r->head + length;
  str there = stream_look(c->in, whole + 4);
  if (there.n == whole + 4 && !str_ends(there, S("\r\n\r\n"))) there = stream_look(c->in, whole + BEHIND);
  *block = str_sub(there, r->head, whole);
  read_head(str_sub(there, 0, r->head), r, r->arc);
  if (there.n >= whole && ends_well(str_from(there, whole), r)) return stream_take(c->in, whole), 1;
  if (there.n < whole && !c->in->why.code && holds_whole_message(*block)) return stream_take(c->in, there.n), 1;
  size_t at = find_record(there, r->head, r->arc);
  bool inside = at < there.n, ended = there.n < whole;
  stream_take(c->in, inside ? at : MIN(whole, there.n));
  if (ended && !inside) return broke(c, it, r, f, "breaks off before its length");
  if (!inside && !find_next(c->in, r->arc)) c->over = true;
  return wrong(it, c, r, f, inside ? "the record's length is too large" : "the record's length is too small");
}

// ---- what a record holds

typedef enum { HOLDS_NOTHING, HOLDS_CONTAINER, HOLDS_ARTICLE } holding;

// By media type: pages and plain text are articles; what is declared as something else may be a feed; without a type all may be.
static holding holding_of(str type) {
  static const char *const articles[] = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "unknown", "no-type"};
  static const char *const nothings[] = {"image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript",
                                         "application/x-javascript", "application/pdf", "text/dns", "application/font"};
  if (!type.n) return HOLDS_ARTICLE;
  for (u32 i = 0; i < COUNT_OF(articles); i++)
    if (str_eq_nocase(type, str_of(articles[i]))) return HOLDS_ARTICLE;
  for (u32 i = 0; i < COUNT_OF(nothings); i++)
    if (str_starts_nocase(type, str_of(nothings[i]))) return HOLDS_NOTHING;
  return HOLDS_CONTAINER;
}

static str decoder_type(str type) {
  bool html = str_find_nocase(type, S("html")) < type.n;
  bool plain = str_eq_nocase(type, S("text/plain")), marked = str_eq_nocase(type, S("text/markdown"));
  return html ? S("text/html") : plain ? S("text/plain") : marked ? S("text/markdown") : (str){0};
}

// 2004-05-06T07:08:09Z of the digits alone.
static str arc_date(arena *mem, str d) {
  out o = {0};
  for (size_t i = 0; i < d.n; i++) {
    if (i == 4 || i == 6) out_byte(&o, '-');
    if (i == 8) out_byte(&o, 'T');
    if (i == 10 || i == 12) out_byte(&o, ':');
    out_byte(&o, d.p[i]);
  }
  if (d.n == 12) out_lit(&o, ":00");
  out_byte(&o, 'Z');
  str made = str_copy(mem, out_view(&o));
  out_free(&o);
  return made;
}

// What names and places a record says; bytes that are no UTF-8 do not pass.
static str text_of(arena *mem, str s) { return utf8_bad(s) == s.n ? str_copy(mem, s) : (str){0}; }

static void describe(container *c, item *it, const record *r, const http_message *m) {
  item_begin(c, it, ":%llu", (unsigned long long)r->place);
  item_at(c, it, r->place);
  it->whence.uri = text_of(it->mem, r->uri);
  it->whence.date = r->arc ? arc_date(it->mem, r->date) : text_of(it->mem, r->date);
  it->type = text_of(it->mem, r->type);
  it->hints.url = hint_or(it->hints.url, it->whence.uri);
  it->hints.charset = hint_or(it->hints.charset, text_of(it->mem, m->charset));
  it->hints.media_type = hint_or(it->hints.media_type, decoder_type(m->media_type));
}

static bool is_robots(str uri) { return str_ends(uri, S("/robots.txt")); }

// The message whose body is the record's payload; false where there is none to read: errors, redirections, pictures.
static bool payload_of(const record *r, str block, http_message *m) {
  bool http = http_read(block, m);
  if (!http) *m = (http_message){.status = 200, .media_type = r->media_type, .body = block};
  if (r->kind == RECORD_RESPONSE && !http && !r->arc) return false;
  return m->status / 100 == 2 && m->body.n && holding_of(m->media_type) != HOLDS_NOTHING && !is_robots(r->uri);
}

// A block too large for an article is an error only where it claims to be one.
static int skip_block(container *c, item *it, const record *r, fail *f) {
  http_message m;
  bool claimed = r->kind != RECORD_OTHER && payload_of(r, str_from(stream_look(c->in, r->head + LONGEST_HEAD), r->head), &m) &&
                 holding_of(m.media_type) == HOLDS_ARTICLE;
  u64 whole = r->head + r->length, passed = stream_skip(c->in, whole);
  if (passed < whole) return broke(c, it, r, f, "breaks off before its length");
  if (ends_well(stream_look(c->in, BEHIND), r)) return claimed ? wrong(it, c, r, f, "is larger than 32 MiB: no article is") : 2;
  if (!find_next(c->in, r->arc)) c->over = true;
  return wrong(it, c, r, f, "the record's length is wrong");
}

// 1: the item; -1: it could not be read.
static int take_payload(container *c, item *it, const record *r, const http_message *m, fail *f) {
  out body = {0};
  describe(c, it, r, m);
  bool ok = http_body(m, LARGEST_ARTICLE, &body, f) && !body.failed;
  if (ok) it->in = stream_of_bytes(body.p, body.n);
  else out_free(&body);
  f->pos = r->place;
  it->no_article = holding_of(m->media_type) == HOLDS_CONTAINER;
  return ok && it->in ? 1 : -1;
}

// A record that is no article, in a list.
static int list_record(container *c, item *it, const record *r, str block) {
  http_message m;
  if (!http_read(block, &m)) m = (http_message){.media_type = r->media_type};
  describe(c, it, r, &m);
  it->hints.media_type = text_of(it->mem, m.media_type);
  it->kind = ITEM_RECORD;
  return 1;
}

// As next_warc, or 2: nothing to read here.
static int next_record(container *c, item *it, fail *f) {
  record r = {0};
  int got = next_head(c, it, &r, f);
  if (got != 1) return got;
  if (r.length > LARGEST_RECORD) return skip_block(c, it, &r, f);
  str block;
  http_message m;
  got = take_block(c, it, &r, &block, f);
  if (got != 1) return got;
  if (r.kind != RECORD_OTHER && payload_of(&r, block, &m)) return take_payload(c, it, &r, &m, f);
  return c->options->list ? list_record(c, it, &r, block) : 2;
}

// ---- the container

bool sniff_warc(stream *in, const input_options *given) {
  (void)given;
  if (begins_record(stream_look(in, 6))) return true;
  str first;
  record r = {0};
  if (str_starts(stream_look(in, 11), S("filedesc://"))) return true;
  bool arc = is_scheme(stream_look(in, 12));
  return arc && stream_line(in, LONGEST_HEAD, &first) && read_arc_line(first, &r);
}

int next_warc(container *c, item *it, fail *f) {
  while (!c->over) {
    int got = next_record(c, it, f);
    if (got != 2) return got;
  }
  return 0;
}
