// JSON Feed 1.0 and 1.1: each item an article.
#include <jansson.h>
#include <stdlib.h>

#include "base/out.h"
#include "input/feed_entry.h"

enum { LOOK = 4096, LARGEST_FEED = 64 << 20 };

// What its first bytes say: an object that names its version, or that begins as some do that forget it.
bool sniff_json_feed(stream *in, const input_options *given) {
  (void)given;
  str head = stream_look(in, 1);
  if (!head.n || !strchr("{\xEF \t\r\n", head.p[0])) return false;
  head = stream_look(in, LOOK);
  bool named = str_find_nocase(head, S("jsonfeed.org/version")) < head.n;
  bool shaped = str_find(head, S("\"items\"")) < head.n && (str_find(head, S("\"feed_url\"")) < head.n || str_find(head, S("\"home_page_url\"")) < head.n ||
                                                             str_find(head, S("\"content_html\"")) < head.n || str_find(head, S("\"content_text\"")) < head.n);
  return named || shaped;
}

static void drop_json_feed(container *c) { json_decref(c->state); }

static bool read_feed(container *c, fail *f) {
  json_error_t error;
  str bytes;
  if (!stream_whole(c->in, LARGEST_FEED, &bytes, f)) return false;
  c->self.owned = (char *)bytes.p;
  if (str_starts(bytes, S("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
  c->state = json_loadb(bytes.p, bytes.n, JSON_ALLOW_NUL, &error);
  c->drop = drop_json_feed;
  return c->state || fail_set(f, FAIL_FORMAT, (u64)MAX(error.position, 0), "is a broken JSON Feed: %.120s", error.text);
}

static str text_at(const json_t *o, const char *key) {
  const json_t *v = json_object_get(o, key);
  return json_is_string(v) ? (str){json_string_value(v), json_string_length(v)} : (str){0};
}

// An id may be a number.
static str id_of(arena *mem, const json_t *o) {
  const json_t *v = json_object_get(o, "id");
  if (!json_is_integer(v)) return text_at(o, "id");
  out digits = {0};
  out_i64(&digits, json_integer_value(v));
  str id = str_copy(mem, out_view(&digits));
  out_free(&digits);
  return id;
}

static str names_of(arena *mem, const json_t *o) {
  size_t i;
  json_t *one;
  out names = {0};
  json_array_foreach(json_object_get(o, "authors"), i, one) {
    if (names.n) out_byte(&names, '\n');
    out_str(&names, text_at(one, "name"));
  }
  if (!names.n) out_str(&names, text_at(json_object_get(o, "author"), "name"));
  str all = str_copy(mem, out_view(&names));
  out_free(&names);
  return all;
}

static feed_entry entry_of(arena *mem, const json_t *o, const json_t *head) {
  str html = text_at(o, "content_html"), plain = text_at(o, "content_text"), url = text_at(o, "url");
  feed_entry e = {.title = {text_at(o, "title"), SAID_PLAIN},
                  .summary = {text_at(o, "summary"), SAID_PLAIN},
                  .content = html.n ? (said){html, SAID_HTML} : (said){plain, SAID_PLAIN},
                  .id = id_of(mem, o),
                  .link = url.n ? url : text_at(o, "external_url"),
                  .published = text_at(o, "date_published"),
                  .updated = text_at(o, "date_modified"),
                  .authors = names_of(mem, o),
                  .outlet = text_at(head, "title")};
  // The feed's authors are those of items that name none.
  if (!e.authors.n) e.authors = names_of(mem, head);
  return e;
}

static int put_head(const container *c, item *it) {
  feed_entry e = {.title = {text_at(c->state, "title"), SAID_PLAIN},
                  .summary = {text_at(c->state, "description"), SAID_PLAIN},
                  .id = text_at(c->state, "feed_url"),
                  .link = text_at(c->state, "home_page_url"),
                  .authors = names_of(it->mem, c->state),
                  .language = text_at(c->state, "language")};
  entry_head(c, it, &e);
  return 1;
}

int next_json_feed(container *c, item *it, fail *f) {
  if (c->over) return 0;
  if (!c->state && !read_feed(c, f)) return c->over = true, -1;
  const json_t *items = json_object_get(c->state, "items");
  while (c->count < json_array_size(items)) {
    const json_t *one = json_array_get(items, c->count++);
    if (!json_is_object(one)) continue;
    feed_entry e = entry_of(it->mem, one, c->state);
    entry_item(c, it, &e, c->count);
    return 1;
  }
  c->over = true;
  return c->options->list ? put_head(c, it) : 0;
}
