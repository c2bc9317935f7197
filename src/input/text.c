// Plain text: the file as received is the text, where it is valid UTF-8. Its head is read line by line (fields, dates,
// headline, byline), the rest paragraph by paragraph.
#include "input/charset.h"
#include "input/dates.h"
#include "input/inputs.h"
#include "input/markdown.h"
#include "input/zones.h"

enum { HEADLINE_WORDS = 45, HEADLINE_BYTES = 400, FIELD_BYTES = 40, LOOK_LINES = 400, WRAP_LEAST = 40, WRAP_MOST = 110 };

bool sniff_text(const doc *d) {
  (void)d;
  return true;
}

typedef struct {
  zoner z;
  doc *d;
  bool wrapped;      // paragraphs run over several lines, blank lines part them
  bool blanks;       // there are blank lines between paragraphs
  bool titled;       // a headline was seen
  bool markdown;     // signs of Markdown around a line are none of its words
  bool after_field;  // the text stands on the line of a field of the head ("date 2021-05-04 Mayor resigns")
} reader;

// ---- lines and paragraphs

static span next_line(str text, u32 at) {
  while (at < text.n && is_space(text.p[at])) at++;
  return (span){at, at + (u32)str_find_byte(str_from(text, at), '\n')};
}

static bool is_sign(char c) { return c && strchr("#>*-+_=", c); }

// A line of nothing but signs counts as blank, and the signs before a line's words as none.
static bool blank_before(str text, u32 at) {
  u32 breaks = 0;
  while (at > 0 && (is_space(text.p[at - 1]) || is_sign(text.p[at - 1]))) breaks += text.p[--at] == '\n';
  return breaks > 1;
}

// What Markdown puts before a line's words: the signs of headings, quotations, lists. A line of nothing else (a rule) is empty
// then.
static span without_marks(str text, span p) {
  while (p.beg < p.end && is_sign(text.p[p.beg])) {
    u32 beg = p.beg;
    while (beg < p.end && is_sign(text.p[beg])) beg++;
    if (beg < p.end && text.p[beg] != ' ') break;
    for (p.beg = beg; p.beg < p.end && is_space(text.p[p.beg]);) p.beg++;
  }
  return p;
}

// The paragraph that begins at or after `at`: one line, or in wrapped text all up to a blank one.
static span next_paragraph(const reader *r, u32 at) {
  str text = r->d->text;
  span p = next_line(text, at);
  while (r->markdown && !span_empty(p) && span_empty(without_marks(text, p))) p = next_line(text, p.end);
  while (r->wrapped && p.end < text.n) {
    span more = next_line(text, p.end);
    if (more.beg >= text.n || blank_before(text, more.beg)) break;
    p.end = more.end;
  }
  while (p.end > p.beg && is_space(text.p[p.end - 1])) p.end--;
  return r->markdown ? without_marks(text, p) : p;
}

// Text is wrapped where most lines that another follows at once are about as long as a line of type.
static void look_at_lines(reader *r) {
  str text = r->d->text;
  u32 runs = 0, like_type = 0, blanks = 0;
  span l = next_line(text, 0);
  for (u32 n = 0; n < LOOK_LINES && l.end < text.n; n++) {
    span more = next_line(text, l.end);
    if (more.beg >= text.n) break;
    bool blank = blank_before(text, more.beg);
    blanks += blank;
    runs += !blank;
    like_type += !blank && span_len(l) >= WRAP_LEAST && span_len(l) <= WRAP_MOST && !line_stops(str_sub(text, l.beg, l.end));
    l = more;
  }
  r->blanks = blanks > 0;
  r->wrapped = blanks && runs >= 4 && like_type * 2 > runs;
}

// ---- the head

static fact *fact_named(meta *m, const lex_entry *field) {
  if (lex_says(field, "title")) return &m->title;
  if (lex_says(field, "published")) return &m->published;
  if (lex_says(field, "modified")) return &m->modified;
  if (lex_says(field, "outlet")) return &m->outlet;
  if (lex_says(field, "url")) return &m->url;
  return lex_says(field, "language") ? &m->language : NULL;
}

static void add_authors(reader *r, span value) {
  str rest = doc_str(r->d, value);
  u32 at = value.beg;
  while (rest.n) {
    str name = str_token(&rest, ',');
    str clean = str_trim(name);
    u32 beg = at + (u32)(clean.p - name.p);
    if (clean.n) fact_add_author(r->d, clean, (span){beg, beg + (u32)clean.n});
    at += (u32)name.n + 1;
  }
}

static void use_field(reader *r, const lex_entry *field, span line_at, span value) {
  str text = doc_str(r->d, value);
  fact *f = fact_named(&r->d->meta, field);
  calendar day;
  span where;
  if (lex_says(field, "byline")) add_authors(r, value);
  else if (lex_says(field, "published") || lex_says(field, "modified")) {
    if (date_find(text, &day, &where)) fact_set(r->d, f, date_iso(r->d->mem, &day), line_at, false);
  } else if (f) fact_set(r->d, f, text, value, false);
}

static zone_kind zone_of_field(const lex_entry *field) {
  if (lex_says(field, "title")) return ZONE_HEADLINE;
  if (lex_says(field, "standfirst")) return ZONE_STANDFIRST;
  return lex_says(field, "byline") ? ZONE_BYLINE : ZONE_METADATA;
}

static void zone_field(reader *r, const lex_entry *field, span at, span value) {
  zone_kind kind = zone_of_field(field);
  bool apart = kind == ZONE_HEADLINE || kind == ZONE_STANDFIRST;
  r->titled |= kind == ZONE_HEADLINE;
  zone_add(r->d, apart ? ZONE_METADATA : kind, apart ? (span){at.beg, value.beg} : (span){at.beg, value.end});
  if (apart) zone_add(r->d, kind, value);
}

static const lex_entry *field_named(str name) {
  char low[FIELD_BYTES];
  name = str_trim(name);
  if (!name.n || name.n > sizeof low) return NULL;
  for (size_t i = 0; i < name.n; i++) low[i] = name.p[i] == '_' || name.p[i] == '-' ? ' ' : to_lower(name.p[i]);
  return lex_find(LEX_FIELDS, (str){low, name.n});
}

// "Published: 4 May 2021": the whole line is the field's. What a sentence says after a colon is not.
static bool read_field(reader *r, span p) {
  str text = doc_str(r->d, p);
  str_cut_result cut = str_cut(text, ':');
  const lex_entry *field = cut.found ? field_named(cut.head) : NULL;
  if (!field || (lex_says(field, "other") && line_stops(text))) return false;
  str value = str_trim(cut.tail);
  span at = {p.end - (u32)cut.tail.n, p.end};
  while (at.beg < at.end && is_space(r->d->text.p[at.beg])) at.beg++;
  if (!value.n) at = (span){p.end, p.end};
  use_field(r, field, p, at);
  zone_field(r, field, p, at);
  return true;
}

// "date 2021-05-04 Mayor resigns": a field without colon, and the text goes on behind it. Gives the byte after it.
static u32 read_date_prefix(reader *r, span p) {
  str text = doc_str(r->d, p);
  str_cut_result cut = str_cut(text, ' ');
  const lex_entry *field = cut.found ? field_named(cut.head) : NULL;
  calendar day;
  size_t from = text.n - cut.tail.n;
  size_t len = lex_says(field, "published") ? date_read(text, from, &day) : 0;
  if (!len) return p.beg;
  span at = {p.beg, p.beg + (u32)(from + len)};
  fact_set(r->d, &r->d->meta.published, date_iso(r->d->mem, &day), at, false);
  zone_add(r->d, ZONE_METADATA, at);
  r->after_field = true;
  return at.end;
}

// A date or an address alone on its line; words such as "Updated" may stand before the date.
static bool read_bare_fact(reader *r, span p) {
  str text = doc_str(r->d, p);
  calendar day;
  span where;
  if ((str_starts(text, S("http://")) || str_starts(text, S("https://"))) && str_find_byte(text, ' ') == text.n) {
    fact_set(r->d, &r->d->meta.url, text, p, false);
    zone_add(r->d, ZONE_METADATA, p);
    return true;
  }
  if (text.n > 100 || !date_find(text, &day, &where)) return false;
  str before = str_trim(str_sub(text, 0, where.beg)), after = str_trim(str_from(text, where.end));
  const lex_entry *field = before.n ? field_named(before) : NULL;
  // A no-break space at the end is the mark-up's, not the line's.
  if (str_eq(after, S("\xC2\xA0"))) after.n = 0;
  if ((before.n && !field) || after.n > 3) return false;
  fact *f = lex_says(field, "modified") ? &r->d->meta.modified : &r->d->meta.published;
  fact_set(r->d, f, date_iso(r->d->mem, &day), (span){p.beg + where.beg, p.beg + where.end}, false);
  zone_add(r->d, ZONE_METADATA, p);
  return true;
}

// Whether what comes next is a byline, a picture or promotion: lines that stand below a headline.
static bool furniture_follows(span next, const doc *d) {
  line l;
  line_read(&l, doc_str(d, next));
  furniture f = furniture_of(&l);
  return authors_of(&l).byline || f.kind != ZONE_BODY;
}

// A line without a full stop before the first paragraph. Where blank lines part the paragraphs, one must follow it;
// where none do, the next line must be the longer one and stop.
static bool is_headline(const reader *r, span p) {
  str text = doc_str(r->d, p);
  u32 len = count_words(text);
  if (p.end >= r->d->text.n || text.n > HEADLINE_BYTES || len > HEADLINE_WORDS || len < 2 || is_lower(text.p[0])) return false;
  if (line_stops(text) && !(r->after_field && text.p[text.n - 1] != '.')) return false;
  span next = next_paragraph(r, p.end);
  if (span_empty(next)) return r->after_field;
  if (r->after_field || blank_before(r->d->text, next.beg) || furniture_follows(next, r->d)) return true;
  str below = doc_str(r->d, next);
  return len > 3 && len < 26 && count_words(below) > len && line_stops(below);
}

static bool repeats_title(const reader *r, span p) { return str_eq(doc_str(r->d, p), r->d->meta.title.value); }

static bool read_title(reader *r, span p) {
  if (!is_headline(r, p) && !(r->titled && repeats_title(r, p))) return false;
  bool first = !r->titled || repeats_title(r, p);
  zone_add(r->d, first ? ZONE_HEADLINE : ZONE_STANDFIRST, p);
  fact_set(r->d, &r->d->meta.title, doc_str(r->d, p), p, false);
  r->titled = true;
  return true;
}

// ---- the whole

static u32 read_head(reader *r, u32 at) {
  line l;
  for (;;) {
    span p = next_paragraph(r, at);
    if (span_empty(p)) return at;
    line_read(&l, doc_str(r->d, p));
    u32 behind = r->after_field ? p.beg : read_date_prefix(r, p);
    if (behind > p.beg) {
      at = behind;
      continue;
    }
    bool known = read_field(r, p) || read_bare_fact(r, p) || zone_furniture(&r->z, p, &l) || zone_byline(&r->z, &l, p) ||
                 read_title(r, p);
    r->after_field = false;
    if (!known) return at;
    at = p.end;
  }
}

static void read_rest(reader *r, u32 at) {
  line l;
  for (;;) {
    span p = next_paragraph(r, at);
    if (span_empty(p)) return;
    line_read(&l, doc_str(r->d, p));
    if (!zone_furniture(&r->z, p, &l)) zone_body(&r->z, p);
    at = p.end;
  }
}

static bool is_markdown(const doc *d) {
  return str_ends(d->name, S(".md")) || str_ends(d->name, S(".markdown")) || str_eq_nocase(d->hints.media_type, S("text/markdown"));
}

void decode_text(doc *d, const kit *k) {
  (void)k;
  recoded r = charset_decode(d->mem, d->source, d->hints.charset, (str){0});
  map_builder b = {.d = d};
  if (is_markdown(d)) markdown_copy(&b, d->mem, &r);
  else map_copy_recoded(&b, &r, r.bytes, 0);
  map_done(&b);
  d->media_type = S("text/plain");
  d->charset = r.charset;
  d->misread = r.misread;
  reader in = {.z = {.d = d}, .d = d, .markdown = is_markdown(d)};
  if (in.markdown) d->media_type = S("text/markdown");
  look_at_lines(&in);
  u32 mark = str_starts(d->text, S("\xEF\xBB\xBF")) ? 3 : 0;
  read_rest(&in, read_head(&in, mark));
}
