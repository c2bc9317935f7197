// RSS 0.9 to 2.0, RDF and Atom: each item an article, with what the feed says of it. Expat stops behind each item and goes on
// from there, so that a feed of any length takes the memory of one item; it bounds what entities can grow to.
#include <expat.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "input/charset.h"
#include "input/dates.h"
#include "input/inputs.h"

enum { LOOK = 2048, FIELD_NAME = 40, LARGEST_FIELD = 4 << 20, FEED_MEMORY = 256 << 20 };

typedef enum { FIELD_NONE, FIELD_TITLE, FIELD_DATE, FIELD_UPDATED, FIELD_LINK, FIELD_SUMMARY, FIELD_CONTENT, FIELD_SOURCE, FIELD_COUNT } feed_field;

static const struct {
  const char *name;
  feed_field field;
} fields[] = {{"title", FIELD_TITLE},           {"pubdate", FIELD_DATE},        {"dc:date", FIELD_DATE},       {"published", FIELD_DATE},
              {"issued", FIELD_DATE},           {"created", FIELD_DATE},        {"updated", FIELD_UPDATED},    {"modified", FIELD_UPDATED},
              {"link", FIELD_LINK},             {"description", FIELD_SUMMARY}, {"summary", FIELD_SUMMARY},    {"content:encoded", FIELD_CONTENT},
              {"content", FIELD_CONTENT},       {"xhtml:body", FIELD_CONTENT},  {"body", FIELD_CONTENT},       {"source", FIELD_SOURCE}};

typedef struct {
  XML_Parser parser;
  arena *mem;        // the feed in UTF-8
  str bytes, raw;
  u32 depth, item;   // depth of the element, and of the item that is open; 0 = none
  feed_field open;   // the field being collected
  u32 field_depth;
  out text[FIELD_COUNT];   // of the item
  out outlet;              // the feed's own title
  bool begun, whole;       // an item is ready
} feed;

static void name_low(const char *name, char low[FIELD_NAME]) {
  size_t n = 0;
  for (; name[n] && n + 1 < FIELD_NAME; n++) low[n] = to_lower(name[n]);
  low[n] = 0;
}

static bool is_item(const char *low) { return !strcmp(low, "item") || !strcmp(low, "entry") || !strcmp(low, "atom:entry"); }

static feed_field field_of(const char *low) {
  if (!strncmp(low, "atom:", 5)) low += 5;
  for (u32 i = 0; i < COUNT_OF(fields); i++)
    if (!strcmp(fields[i].name, low)) return fields[i].field;
  return FIELD_NONE;
}

static const char *attribute_of(const char **pairs, const char *name) {
  for (; *pairs; pairs += 2)
    if (!strcmp(pairs[0], name)) return pairs[1];
  return NULL;
}

// <link href="…"> of Atom: the alternate one, which is the page.
static void take_href(feed *f, const char **pairs) {
  const char *href = attribute_of(pairs, "href"), *kind = attribute_of(pairs, "rel");
  if (href && (!kind || !strcmp(kind, "alternate")) && !f->text[FIELD_LINK].n) out_str(&f->text[FIELD_LINK], str_of(href));
}

static void put_tag(feed *f, const char *name, bool closing) {
  out *to = &f->text[f->open];
  if (f->open != FIELD_CONTENT && f->open != FIELD_SUMMARY) return;
  const char *local = strrchr(name, ':') ? strrchr(name, ':') + 1 : name;
  out_f(to, closing ? "</%s>" : "<%s>", local);
}

static void XMLCALL on_start(void *user, const char *name, const char **pairs) {
  feed *f = user;
  char low[FIELD_NAME];
  name_low(name, low);
  f->depth++;
  if (!f->item && is_item(low)) {
    f->item = f->depth;
    for (u32 i = 0; i < FIELD_COUNT; i++) f->text[i].n = 0;
    return;
  }
  if (f->open) {
    put_tag(f, name, false);
    return;
  }
  feed_field field = field_of(low);
  bool own = !f->item && field == FIELD_TITLE && f->depth <= 3 && !f->outlet.n;
  if (!own && (!f->item || f->depth != f->item + 1)) return;
  if (field == FIELD_LINK) take_href(f, pairs);
  if (f->text[field].n && !own) return;
  f->open = field;
  f->field_depth = f->depth;
}

static void XMLCALL on_text(void *user, const char *p, int n) {
  feed *f = user;
  if (!f->open) return;
  out *to = f->item ? &f->text[f->open] : &f->outlet;
  if (to->n < LARGEST_FIELD) out_str(to, (str){p, (size_t)n});
}

static void XMLCALL on_end(void *user, const char *name) {
  feed *f = user;
  if (f->open && f->depth == f->field_depth) f->open = FIELD_NONE;
  else if (f->open) put_tag(f, name, true);
  if (f->item == f->depth) {
    f->item = 0;
    f->whole = true;
    XML_StopParser(f->parser, XML_TRUE);
  }
  f->depth--;
}

// Feeds use the entities of HTML without declaring them: they are handed on as they are, for the page's parser to read.
static void XMLCALL on_skipped(void *user, const char *name, int parameter) {
  feed *f = user;
  if (parameter || !f->open) return;
  on_text(user, "&", 1);
  on_text(user, name, (int)strlen(name));
  on_text(user, ";", 1);
}

// No other file is ever read: each is taken for an empty one. Expat skips unknown entities only where it has read one.
static int XMLCALL no_external(XML_Parser p, const char *context, const char *base, const char *system, const char *public_id) {
  (void)base, (void)system, (void)public_id;
  XML_Parser empty = XML_ExternalEntityParserCreate(p, context, NULL);
  if (!empty) return XML_STATUS_ERROR;
  XML_Parse(empty, "", 0, 1);
  XML_ParserFree(empty);
  return XML_STATUS_OK;
}

// ---- the container

bool sniff_feed(stream *in, const input_options *given) {
  (void)given;
  str head = stream_look(in, LOOK);
  if (str_find_byte(head, '<') == head.n) return false;
  static const char *const roots[] = {"<rss", "<rdf:RDF", "<feed", "<atom:feed"};
  for (u32 i = 0; i < COUNT_OF(roots); i++)
    if (str_find(head, str_of(roots[i])) < head.n && str_find_nocase(head, S("<html")) == head.n) return true;
  return false;
}

static void drop_feed(container *c) {
  feed *f = c->state;
  if (!f) return;
  if (f->parser) XML_ParserFree(f->parser);
  for (u32 i = 0; i < FIELD_COUNT; i++) out_free(&f->text[i]);
  out_free(&f->outlet);
  arena_free(f->mem);
  free((void *)f->raw.p);
  free(f);
  c->state = NULL;
}

static bool recode(feed *f, const container *c) {
  fail why;
  if (!stream_whole(c->in, FEED_MEMORY, &f->raw, &why) || setjmp(*arena_spent(f->mem))) return false;
  f->bytes = charset_decode(f->mem, f->raw, c->self.hints.charset, charset_declared(f->raw)).bytes;
  if (str_starts(f->bytes, S("\xEF\xBB\xBF"))) f->bytes = str_from(f->bytes, 3);
  f->bytes = str_trim(f->bytes);
  return true;
}

static feed *open_feed(container *c) {
  feed *f = c->state = calloc(1, sizeof *f);
  c->drop = drop_feed;
  if (!f) return NULL;
  f->mem = arena_new((size_t)FEED_MEMORY);
  f->parser = XML_ParserCreate("UTF-8");
  if (!f->mem || !f->parser || !recode(f, c)) return NULL;
  XML_SetUserData(f->parser, f);
  XML_SetElementHandler(f->parser, on_start, on_end);
  XML_SetCharacterDataHandler(f->parser, on_text);
  XML_SetSkippedEntityHandler(f->parser, on_skipped);
  XML_SetExternalEntityRefHandler(f->parser, no_external);
  XML_SetParamEntityParsing(f->parser, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE);
  XML_UseForeignDTD(f->parser, XML_TRUE);
  return f;
}

static str field_text(const item *it, const out *o) { return str_copy(it->mem, str_trim(out_view(o))); }

static str field_date(const item *it, const feed *f) {
  calendar day;
  span where;
  for (feed_field k = FIELD_DATE; k <= FIELD_UPDATED; k++)
    if (date_find(out_view(&f->text[k]), &day, &where)) return date_iso(it->mem, &day);
  return (str){0};
}

static str either(str a, str b) { return a.n ? a : b; }

static void fill(item *it, const container *c, const feed *f) {
  item_begin(c, it, ":%u", c->count);
  it->hints.title = either(it->hints.title, field_text(it, &f->text[FIELD_TITLE]));
  it->hints.date = either(it->hints.date, field_date(it, f));
  it->hints.url = either(it->hints.url, field_text(it, &f->text[FIELD_LINK]));
  // RSS <source> names the real publisher.
  it->hints.outlet = either(it->hints.outlet, either(field_text(it, &f->text[FIELD_SOURCE]), field_text(it, &f->outlet)));
  it->hints.charset = S("utf-8");
  str body = either(field_text(it, &f->text[FIELD_CONTENT]), field_text(it, &f->text[FIELD_SUMMARY]));
  bool markup = str_find_byte(body, '<') < body.n || str_find_byte(body, '&') < body.n;
  it->hints.media_type = markup ? S("text/html") : S("text/plain");
  it->bytes = either(body, it->hints.title);
}

int next_feed(container *c, item *it, fail *fail_at) {
  feed *f = c->state ? c->state : open_feed(c);
  if (!f || !f->mem) return fail_set(fail_at, FAIL_TOO_BIG, 0, "is too big a feed"), c->over = true, -1;
  if (c->over) return 0;
  f->whole = false;
  enum XML_Status got = f->begun ? XML_ResumeParser(f->parser) : XML_Parse(f->parser, f->bytes.p, (int)f->bytes.n, 1);
  f->begun = true;
  if (f->whole) {
    c->count++;
    fill(it, c, f);
    return 1;
  }
  c->over = true;
  if (got != XML_STATUS_ERROR) return 0;
  XML_Index at = XML_GetCurrentByteIndex(f->parser);
  fail_set(fail_at, FAIL_FORMAT, at > 0 ? (u64)at : 0, "is a broken feed: %s", XML_ErrorString(XML_GetErrorCode(f->parser)));
  return -1;
}
