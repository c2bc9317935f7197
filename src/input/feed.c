// RSS 0.9 to 2.0, RDF and Atom: each item an article, with what the feed says of it. The bytes are made text and well-formed
// piece by piece; Expat stops behind each item and goes on from there, so that a feed of any length takes the memory of one
// item. It bounds what entities can grow to.
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>

#include "input/charset.h"
#include "input/feed_entry.h"
#include "input/feed_names.h"
#include "input/feed_root.h"
#include "input/mend.h"
#include "input/relative.h"

enum { LARGEST_FIELD = 4 << 20, LARGEST_PIECE = 8 << 20, LARGEST_WIDE = 64 << 20, PIECE_MEMORY = 512 << 20, DEEPEST = MEND_DEEPEST + 2 };

typedef enum { IN_OTHER, IN_FEED, IN_ITEM, IN_AUTHOR, IN_SOURCE } context;

// How a field is written: UNKNOWN of RSS; text; escaped HTML; mark-up as elements; base64.
typedef enum { WRITTEN_UNKNOWN, WRITTEN_PLAIN, WRITTEN_HTML, WRITTEN_MARKUP, WRITTEN_BASE64 } writing;

// What is said of the feed or of an item.
typedef struct {
  out text[FIELD_COUNT], authors;
  u32 rank[FIELD_COUNT];
  writing how[FIELD_COUNT];
  u32 authors_rank;
  bool guid_is_no_link;
  u64 at;
} facts;

typedef struct {
  XML_Parser parser;
  mender mender;
  arena *mem;          // of one piece
  out xml;             // the piece, mended
  char declared[64];   // charset
  facts head, item, *now;
  feed_prefixes prefixes;
  u8 in[DEEPEST];      // [depth] what each open element is
  char *base[DEEPEST]; // [depth] xml:base, NULL = as above
  u32 depth, item_depth;
  feed_field open;     // the field being collected; 0 = none
  u32 field_depth;
  bool begun, ready, suspended, ended, wide, atom;
} feed;

// ---- fields

static const char *attribute_of(const char **pairs, const char *name) {
  for (; *pairs; pairs += 2)
    if (!strcmp(pairs[0], name)) return pairs[1];
  return NULL;
}

static void facts_clear(facts *f) {
  for (u32 i = 0; i < FIELD_COUNT; i++) f->text[i].n = 0, f->rank[i] = 0, f->how[i] = WRITTEN_UNKNOWN;
  f->authors.n = 0;
  f->authors_rank = 0;
  f->guid_is_no_link = false;
}

static void facts_free(facts *f) {
  for (u32 i = 0; i < FIELD_COUNT; i++) out_free(&f->text[i]);
  out_free(&f->authors);
}

// Relative to the nearest xml:base; what cannot be made whole stays as it is.
static void put_address(const feed *f, out *to, str address) {
  u32 d = f->depth;
  while (d && !f->base[d]) d--;
  relative_put(to, str_of(f->base[d]), str_trim(address));
}

static void set_base(feed *f, const char *base) {
  out whole = {0};
  put_address(f, &whole, str_of(base));
  out_byte(&whole, 0);
  free(f->base[f->depth]);
  f->base[f->depth] = whole.p;
}

// Atom's type and mode; RSS has neither, and HTML in anything.
static writing written(const char *low, const char **pairs) {
  const char *type = attribute_of(pairs, "type"), *mode = attribute_of(pairs, "mode");
  static const char *const atoms[] = {"title", "summary", "content", "subtitle", "tagline", "info"};
  if (!strcmp(low, "xhtml:body") || !strcmp(low, "body")) return WRITTEN_MARKUP;
  if (mode && !strcmp(mode, "base64")) return WRITTEN_BASE64;
  if (mode && !strcmp(mode, "escaped")) return type && strstr(type, "plain") ? WRITTEN_PLAIN : WRITTEN_HTML;
  if (!type) return WRITTEN_UNKNOWN;
  if (!strcmp(type, "xhtml") || strstr(type, "xml")) return WRITTEN_MARKUP;
  if (strstr(type, "html")) return mode && !strcmp(mode, "xml") ? WRITTEN_MARKUP : WRITTEN_HTML;
  for (u32 i = 0; i < COUNT_OF(atoms); i++)
    if (!strcmp(atoms[i], low) && (!strcmp(type, "text") || !strncmp(type, "text/", 5))) return WRITTEN_PLAIN;
  // What is neither text nor mark-up stands in base64 (RFC 4287, 4.1.3.3), where it is that.
  bool binary = !strcmp(type, "application/octet-stream") || (!strcmp(low, "content") && strchr(type, '/'));
  return binary ? WRITTEN_BASE64 : WRITTEN_UNKNOWN;
}

// ---- elements

static context context_of(const feed *f, const char *low) {
  context above = f->in[f->depth - 1];
  if (!strcmp(low, "rss") || !strcmp(low, "rdf:rdf") || !strcmp(low, "feed") || !strcmp(low, "channel")) return IN_FEED;
  if (!strcmp(low, "author") || !strcmp(low, "dc:creator")) return above == IN_ITEM || above == IN_FEED ? IN_AUTHOR : IN_OTHER;
  return !strcmp(low, "source") && above == IN_ITEM ? IN_SOURCE : IN_OTHER;
}

static bool is_item(const char *low) { return !strcmp(low, "item") || !strcmp(low, "entry"); }

// The channels of CDF say in attributes where and when.
static void take_cdf(feed *f, const char **pairs) {
  for (; *pairs; pairs += 2) {
    if (str_eq_nocase(str_of(pairs[0]), S("href"))) f->now->text[FIELD_LINK].n = 0, put_address(f, &f->now->text[FIELD_LINK], str_of(pairs[1]));
    if (str_eq_nocase(str_of(pairs[0]), S("lastmod"))) f->now->text[FIELD_UPDATED].n = 0, out_str(&f->now->text[FIELD_UPDATED], str_of(pairs[1]));
  }
}

static void begin_item(feed *f, const char **pairs) {
  const char *about = attribute_of(pairs, "rdf:about"), *at = attribute_of(pairs, "at");
  f->item_depth = f->depth;
  f->now = &f->item;
  f->in[f->depth] = IN_ITEM;
  facts_clear(&f->item);
  f->item.at = at ? strtoull(at, NULL, 10) : 0;
  take_cdf(f, pairs);
  if (about) out_str(&f->item.text[FIELD_ID], str_of(about));
}

// <link href="…"> of Atom: the alternate one, which is the page; the first, but in RSS as all links the last.
static void take_href(feed *f, const char **pairs, bool bare) {
  const char *href = attribute_of(pairs, "href"), *kind = attribute_of(pairs, "rel");
  if (href && (!kind || !strcmp(kind, "alternate")) && (bare || !f->now->text[FIELD_LINK].n))
    f->now->text[FIELD_LINK].n = 0, put_address(f, &f->now->text[FIELD_LINK], str_of(href));
}

static void put_tag(feed *f, const char *name, bool closing) {
  out *to = &f->now->text[f->open];
  writing how = f->now->how[f->open];
  if (how == WRITTEN_PLAIN || how == WRITTEN_BASE64) return;
  const char *local = strrchr(name, ':') ? strrchr(name, ':') + 1 : name;
  if (to->n < LARGEST_FIELD) out_f(to, closing ? "</%s>" : "<%s>", local);
}

// Of several addresses and dates the last counts, of several texts the first.
static bool is_last_right(feed_field field) {
  return field == FIELD_LINK || field == FIELD_PUBLISHED || field == FIELD_DATED || field == FIELD_UPDATED;
}

static void open_field(feed *f, const char *low, bool bare, const char **pairs) {
  u32 rank = 0;
  feed_field field = feed_field_of(low, &rank);
  context above = f->in[f->depth - 1];
  bool part = (field == FIELD_NAME || field == FIELD_MAIL) && above == IN_AUTHOR;
  if (above == IN_SOURCE && field == FIELD_TITLE) field = FIELD_SOURCE_TITLE;
  else if (!part && above != IN_ITEM && above != IN_FEED) return;
  if (field == FIELD_NONE || ((field == FIELD_NAME || field == FIELD_MAIL) && !part)) return;
  if (field == FIELD_LINK) take_href(f, pairs, bare);
  const char *permanent = field == FIELD_ID ? attribute_of(pairs, "isPermaLink") : NULL;
  if (permanent) f->now->guid_is_no_link = strcmp(permanent, "true") != 0;
  out *to = &f->now->text[field];
  if (field == FIELD_AUTHOR) to->n = 0;
  else if (str_trim(out_view(to)).n && (rank < f->now->rank[field] || (rank == f->now->rank[field] && !is_last_right(field)))) return;
  // The link that an attribute gives stands; the element's text comes in its place only where there is some.
  if (field == FIELD_LINK && attribute_of(pairs, "href")) return;
  to->n = 0;
  f->now->rank[field] = rank;
  f->now->how[field] = !strcmp(low, "id") ? WRITTEN_HTML : written(low, pairs);
  f->open = field;
  f->field_depth = f->depth;
}

static void XMLCALL on_start(void *user, const char *name, const char **pairs) {
  feed *f = user;
  char low[FEED_NAME];
  if (f->depth + 1 >= DEEPEST) return;
  f->depth++;
  prefixes_declare(&f->prefixes, pairs, f->depth);
  const char *base = attribute_of(pairs, "xml:base"), *language = attribute_of(pairs, "xml:lang");
  if (base) set_base(f, base);
  feed_name(&f->prefixes, name, low);
  f->in[f->depth] = IN_OTHER;
  if (!f->item_depth && is_item(low)) {
    begin_item(f, pairs);
    return;
  }
  if (f->open && f->open != FIELD_AUTHOR && f->open != FIELD_SOURCE) {
    put_tag(f, name, false);
    return;
  }
  f->in[f->depth] = (u8)context_of(f, low);
  f->atom |= !strcmp(low, "feed");
  if (f->in[f->depth] == IN_FEED && language && !f->head.text[FIELD_LANGUAGE].n) out_str(&f->head.text[FIELD_LANGUAGE], str_of(language));
  if (!strcmp(low, "channel")) take_cdf(f, pairs);
  open_field(f, low, !f->atom && !strchr(name, ':'), pairs);
}

static void put_escaped(out *to, str s) {
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '<') out_lit(to, "&lt;");
    else if (s.p[i] == '&') out_lit(to, "&amp;");
    else out_byte(to, s.p[i]);
  }
}

static void XMLCALL on_text(void *user, const char *p, int n) {
  feed *f = user;
  bool outer = f->open == FIELD_AUTHOR || f->open == FIELD_SOURCE;
  if (!f->open || (outer && f->depth != f->field_depth)) return;
  out *to = &f->now->text[f->open];
  if (to->n >= LARGEST_FIELD) return;
  if (f->now->how[f->open] == WRITTEN_MARKUP) put_escaped(to, (str){p, (size_t)n});
  else out_str(to, (str){p, (size_t)n});
}

// Who an author is: the name in it, else its text, else the address. Those of a lower rank count only where no others are.
static void end_author(feed *f) {
  facts *now = f->now;
  str name = str_trim(out_view(&now->text[FIELD_NAME])), text = str_trim(out_view(&now->text[FIELD_AUTHOR]));
  if (!name.n) name = text.n ? text : str_trim(out_view(&now->text[FIELD_MAIL]));
  u32 rank = MAX(now->rank[FIELD_AUTHOR], 1u);
  if (name.n && rank >= now->authors_rank) {
    if (rank > now->authors_rank) now->authors.n = 0;
    now->authors_rank = rank;
    for (size_t i = 0; i < name.n; i++) out_byte(&now->authors, name.p[i] == '\n' ? ' ' : name.p[i]);
    out_byte(&now->authors, '\n');
  }
  now->text[FIELD_NAME].n = now->text[FIELD_AUTHOR].n = now->text[FIELD_MAIL].n = 0;
  now->rank[FIELD_AUTHOR] = now->rank[FIELD_NAME] = now->rank[FIELD_MAIL] = 0;
}

static int base64_digit(char c) {
  if (is_upper(c)) return c - 'A';
  if (is_lower(c)) return c - 'a' + 26;
  return is_digit(c) ? c - '0' + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_base64(str s) {
  size_t i = 0;
  while (i < s.n && (base64_digit(s.p[i]) >= 0 || is_space(s.p[i]) || s.p[i] == '=')) i++;
  return i == s.n;
}

static void decode_base64(out *o) {
  if (!is_base64(out_view(o))) return;
  u32 bits = 0, have = 0;
  size_t n = 0;
  for (size_t i = 0; i < o->n; i++) {
    int digit = base64_digit(o->p[i]);
    if (digit < 0) continue;
    bits = bits << 6 | (u32)digit;
    if ((have += 6) >= 8) o->p[n++] = (char)(bits >> (have -= 8));
  }
  o->n = n;
}

static void end_field(feed *f) {
  feed_field field = f->open;
  out *text = &f->now->text[field];
  f->open = FIELD_NONE;
  if (f->now->how[field] == WRITTEN_BASE64) decode_base64(text), f->now->how[field] = WRITTEN_HTML;
  // Ids of Atom are addresses, those of RSS anything.
  if ((field == FIELD_LINK || (field == FIELD_ID && f->now->how[FIELD_ID] == WRITTEN_HTML)) && text->n) {
    out whole = {0};
    put_address(f, &whole, out_view(text));
    out_free(text);
    *text = whole;
  }
  if (field == FIELD_NAME || field == FIELD_MAIL) f->open = FIELD_AUTHOR, f->field_depth = f->depth - 1;
  if (field == FIELD_SOURCE_TITLE) f->open = FIELD_SOURCE, f->field_depth = f->depth - 1;
}

static void XMLCALL on_end(void *user, const char *name) {
  feed *f = user;
  if (!f->depth) return;
  bool own = f->open && f->depth == f->field_depth, author = own && f->open == FIELD_AUTHOR;
  if (own) end_field(f);
  else if (f->open && f->open != FIELD_AUTHOR && f->open != FIELD_SOURCE) put_tag(f, name, true);
  if (author) end_author(f);
  if (f->item_depth == f->depth) {
    f->item_depth = 0;
    f->now = &f->head;
    f->ready = true;
    XML_StopParser(f->parser, XML_TRUE);
  }
  prefixes_close(&f->prefixes, f->depth);
  free(f->base[f->depth]);
  f->base[f->depth--] = NULL;
}

// Feeds use the entities of HTML without declaring them: they are handed on as they are, for the page's parser to read.
static void XMLCALL on_skipped(void *user, const char *name, int parameter) {
  feed *f = user;
  if (parameter || !f->open) return;
  out *to = &f->now->text[f->open];
  if (to->n < LARGEST_FIELD) out_f(to, "&%s;", name);
}

// No other file is ever read: each is taken for an empty one. Expat skips unknown entities only where it has read one.
static int XMLCALL no_external(XML_Parser p, const char *within, const char *base, const char *system, const char *public_id) {
  (void)base, (void)system, (void)public_id;
  XML_Parser empty = XML_ExternalEntityParserCreate(p, within, NULL);
  if (!empty) return XML_STATUS_ERROR;
  XML_Parse(empty, "", 0, 1);
  XML_ParserFree(empty);
  return XML_STATUS_OK;
}

// ---- pieces

// Up to the last > of what is there: a piece that ends so cuts no character, but of UTF-16, which is read as a whole.
static str next_piece(feed *f, stream *in) {
  str there = stream_next(in);
  if (f->wide) there = stream_look(in, LARGEST_WIDE);
  for (size_t n = there.n; !f->wide && n <= LARGEST_PIECE; n = 2 * n + 1) {
    there = stream_look(in, n);
    size_t end = there.n;
    while (end && there.p[end - 1] != '>') end--;
    if (end) return str_sub(there, 0, end);
    if (there.n < n) break;
  }
  return there;
}

// The piece as UTF-8 in f->mem; false where it takes too much memory.
static bool recode(feed *f, const container *c, str raw, str *text) {
  if (setjmp(*arena_spent(f->mem))) return false;
  *text = charset_decode(f->mem, raw, c->self.hints.charset, str_of(f->declared)).bytes;
  if (!f->begun && str_starts(*text, S("\xEF\xBB\xBF"))) *text = str_from(*text, 3);
  return true;
}

static bool read_piece(feed *f, container *c) {
  str raw = next_piece(f, c->in), text;
  arena_mark here = arena_here(f->mem);
  if (!f->begun) snprintf(f->declared, sizeof f->declared, "%.*s", (int)MIN(charset_declared(raw).n, (size_t)60), charset_declared(raw).p ? charset_declared(raw).p : "");
  bool ok = recode(f, c, raw, &text);
  f->begun = true;
  f->xml.n = 0;
  if (ok) mend(&f->mender, text, !raw.n, &f->xml);
  stream_take(c->in, raw.n);
  f->ended = !raw.n;
  // What was recoded is counted as it was received.
  f->mender.at = c->in->at - MIN((u64)f->mender.rest.n, c->in->at);
  arena_back(f->mem, here);
  return ok && !f->xml.failed;
}

// ---- the container

static void drop_feed(container *c) {
  feed *f = c->state;
  if (!f) return;
  if (f->parser) XML_ParserFree(f->parser);
  for (u32 i = 0; i < DEEPEST; i++) free(f->base[i]);
  facts_free(&f->head);
  facts_free(&f->item);
  mender_free(&f->mender);
  out_free(&f->xml);
  arena_free(f->mem);
  free(f);
  c->state = NULL;
}

static feed *open_feed(container *c) {
  feed *f = c->state = calloc(1, sizeof *f);
  c->drop = drop_feed;
  if (!f) return NULL;
  f->mem = arena_new((size_t)PIECE_MEMORY);
  f->parser = XML_ParserCreate("UTF-8");
  if (!f->mem || !f->parser) return NULL;
  f->now = &f->head;
  f->wide = feed_is_wide(stream_look(c->in, 4));
  if (c->self.hints.url.n) set_base(f, str_c(c->self.mem, c->self.hints.url));
  XML_SetUserData(f->parser, f);
  XML_SetElementHandler(f->parser, on_start, on_end);
  XML_SetCharacterDataHandler(f->parser, on_text);
  XML_SetSkippedEntityHandler(f->parser, on_skipped);
  XML_SetExternalEntityRefHandler(f->parser, no_external);
  XML_SetParamEntityParsing(f->parser, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE);
  XML_UseForeignDTD(f->parser, XML_TRUE);
  return f;
}

static said said_of(const facts *f, feed_field field) {
  static const said_kind kinds[] = {[WRITTEN_PLAIN] = SAID_PLAIN, [WRITTEN_HTML] = SAID_HTML, [WRITTEN_MARKUP] = SAID_HTML, [WRITTEN_BASE64] = SAID_HTML};
  return (said){out_view(&f->text[field]), kinds[f->how[field]]};
}

static str first_of(const facts *f, feed_field a, feed_field b) {
  str s = str_trim(out_view(&f->text[a]));
  return s.n ? s : str_trim(out_view(&f->text[b]));
}

static bool is_address(str s) { return str_starts_nocase(s, S("http://")) || str_starts_nocase(s, S("https://")); }

static feed_entry said_in(arena *mem, const feed *f, const facts *from) {
  str link = str_trim(out_view(&from->text[FIELD_LINK])), id = str_trim(out_view(&from->text[FIELD_ID]));
  if (!link.n && !from->guid_is_no_link && is_address(id)) link = id;
  return (feed_entry){.title = said_of(from, FIELD_TITLE), .summary = said_of(from, FIELD_SUMMARY), .content = said_of(from, FIELD_CONTENT),
                      .source = said_of(from, from->text[FIELD_SOURCE_TITLE].n ? FIELD_SOURCE_TITLE : FIELD_SOURCE), .id = id, .link = link,
                      .published = first_of(from, FIELD_PUBLISHED, FIELD_DATED), .updated = str_trim(out_view(&from->text[FIELD_UPDATED])),
                      .authors = out_view(&from->authors), .language = out_view(&from->text[FIELD_LANGUAGE]),
                      .outlet = said_text(mem, said_of(&f->head, FIELD_TITLE)), .at = from->at};
}

// What the feed says of itself is known at its end.
static int end_of_feed(feed *f, container *c, item *it, fail *why) {
  c->over = true;
  if (c->in->why.code) return *why = c->in->why, -1;
  if (f->mender.depth) {
    const char *open = f->mender.open[f->mender.depth - 1];
    return fail_set(why, FAIL_FORMAT, c->in->at, "is a broken feed: it ends in the midst of its element %.60s", open), -1;
  }
  if (!c->options->list) return 0;
  feed_entry head = said_in(it->mem, f, &f->head);
  entry_head(c, it, &head);
  return 1;
}

static int stop_with(container *c, fail *why, const feed *f) {
  c->over = true;
  fail_set(why, FAIL_FORMAT, c->in->at, "is a broken feed: %s", XML_ErrorString(XML_GetErrorCode(f->parser)));
  return -1;
}

int next_feed(container *c, item *it, fail *why) {
  if (c->over) return 0;
  feed *f = c->state ? c->state : open_feed(c);
  if (!f || !f->mem || !f->parser) return c->over = true, fail_set(why, FAIL_MEMORY, 0, "no memory"), -1;
  while (!f->ready) {
    enum XML_Status got;
    if (f->suspended) got = XML_ResumeParser(f->parser);
    else if (f->ended) return end_of_feed(f, c, it, why);
    else if (!read_piece(f, c)) return c->over = true, fail_set(why, FAIL_TOO_BIG, c->in->at, "is too big a feed"), -1;
    else got = XML_Parse(f->parser, f->xml.p ? f->xml.p : "", (int)f->xml.n, 0);
    if (got == XML_STATUS_ERROR) return stop_with(c, why, f);
    f->suspended = got == XML_STATUS_SUSPENDED;
  }
  f->ready = false;
  feed_entry e = said_in(it->mem, f, &f->item);
  entry_item(c, it, &e, ++c->count);
  return 1;
}
