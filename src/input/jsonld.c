// JSON-LD, as schema.org has it, for what a page says of its article.
#include <jansson.h>

#include "input/page_facts.h"

enum { DEEPEST_JSON = 12, LARGEST_SCRIPT = 1 << 20, TRUST_JSON = 90, TRUST_JSON_PAGE = 55 };

typedef struct {
  page_facts *f;
  const page *p;
  const json_t *root;
} reader;

static str text_of(const json_t *v) { return (str){json_string_value(v), json_string_length(v)}; }

static bool type_ends(const json_t *type, const char *end) {
  size_t i;
  const json_t *one;
  if (json_is_string(type)) return str_ends(text_of(type), str_of(end));
  json_array_foreach(type, i, one) if (json_is_string(one) && str_ends(text_of(one), str_of(end))) return true;
  return false;
}

static bool is_article(const json_t *o) {
  static const char *const ends[] = {"Article", "Posting", "Report", "Review", "Recipe"};
  for (u32 i = 0; i < COUNT_OF(ends); i++)
    if (type_ends(json_object_get(o, "@type"), ends[i])) return true;
  return false;
}

// The node of this @id anywhere at the top or in @graph.
static const json_t *node_by_id(const json_t *at, const json_t *id, u32 depth) {
  size_t i;
  const json_t *one;
  if (!depth) return NULL;
  if (json_is_object(at)) {
    const json_t *own = json_object_get(at, "@id");
    if (json_is_string(own) && json_object_size(at) > 1 && str_eq(text_of(own), text_of(id))) return at;
    return node_by_id(json_object_get(at, "@graph"), id, depth - 1);
  }
  json_array_foreach(at, i, one) {
    const json_t *found = node_by_id(one, id, depth - 1);
    if (found) return found;
  }
  return NULL;
}

static str name_of(const reader *r, const json_t *v) {
  if (json_is_string(v)) return text_of(v);
  if (json_is_array(v)) return json_array_size(v) ? name_of(r, json_array_get(v, 0)) : (str){0};
  const json_t *name = json_object_get(v, "name"), *id = json_object_get(v, "@id");
  if (json_is_array(name)) name = json_array_get(name, 0);
  if (!name && json_is_string(id)) name = json_object_get(node_by_id(r->root, id, 4), "name");
  return json_is_string(name) ? text_of(name) : (str){0};
}

static void read_authors(const reader *r, const json_t *v, u32 trust) {
  size_t i;
  const json_t *one;
  if (json_is_array(v)) {
    json_array_foreach(v, i, one) page_author_offer(r->p, r->f, name_of(r, one), trust);
  } else page_author_offer(r->p, r->f, name_of(r, v), trust);
}

static str field(const json_t *o, const char *key) {
  const json_t *v = json_object_get(o, key);
  return json_is_string(v) ? text_of(v) : (str){0};
}

static void read_keywords(const reader *r, const json_t *v) {
  size_t i;
  const json_t *one;
  if (json_is_string(v)) page_keywords_offer(r->p, r->f, text_of(v));
  json_array_foreach(v, i, one) if (json_is_string(one)) page_keywords_offer(r->p, r->f, text_of(one));
}

static str picture_of(const json_t *v) {
  if (json_is_array(v)) v = json_array_get(v, 0);
  return json_is_string(v) ? text_of(v) : field(v, "url");
}

static void read_article(const reader *r, const json_t *o, u32 trust) {
  page_facts *f = r->f;
  const page *p = r->p;
  page_fact_offer(p, &f->title, field(o, "headline"), trust);
  page_date_offer(p, f, &f->published, field(o, "datePublished"), trust);
  page_date_offer(p, f, &f->published, field(o, "dateCreated"), trust - 20);
  page_date_offer(p, f, &f->modified, field(o, "dateModified"), trust);
  read_authors(r, json_object_get(o, "author"), trust);
  read_authors(r, json_object_get(o, "creator"), trust - 1);
  page_fact_offer(p, &f->outlet, name_of(r, json_object_get(o, "publisher")), trust - 20);
  page_fact_offer(p, &f->summary, field(o, "description"), trust - 20);
  page_fact_offer(p, &f->language, field(o, "inLanguage"), trust - 40);
  page_fact_offer(p, &f->picture, picture_of(json_object_get(o, "image")), trust - 20);
  read_keywords(r, json_object_get(o, "keywords"));
  f->live |= type_ends(json_object_get(o, "@type"), "LiveBlogPosting");
  str body = field(o, "articleBody");
  if (body.n > f->body.n && trust == TRUST_JSON) f->body = str_copy(p->mem, body);
}

static void read_node(const reader *r, const json_t *v, u32 depth) {
  size_t i;
  const json_t *one;
  if (!depth) return;
  json_array_foreach(v, i, one) read_node(r, one, depth - 1);
  if (!json_is_object(v)) return;
  if (is_article(v)) {
    r->f->article = true;
    read_article(r, v, TRUST_JSON);
  } else if (type_ends(json_object_get(v, "@type"), "WebPage")) read_article(r, v, TRUST_JSON_PAGE);
  else if (type_ends(json_object_get(v, "@type"), "Organization") || type_ends(json_object_get(v, "@type"), "WebSite"))
    page_fact_offer(r->p, &r->f->outlet, field(v, "name"), TRUST_JSON_PAGE);
  read_node(r, json_object_get(v, "@graph"), depth - 1);
  read_node(r, json_object_get(v, "mainEntity"), depth - 1);
  read_node(r, json_object_get(v, "mainEntityOfPage"), depth - 1);
}

// Scripts in the wild have line breaks in strings, comment marks around them and commas before brackets.
static str mended(arena *mem, str s) {
  char *to = NEWS(mem, char, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    char c = (u8)s.p[i] < 0x20 ? ' ' : s.p[i];
    if (c == '}' || c == ']') {
      size_t back = n;
      while (back && to[back - 1] == ' ') back--;
      if (back && to[back - 1] == ',') to[back - 1] = ' ';
    }
    to[n++] = c;
  }
  str all = {to, n};
  size_t object = str_find_byte(all, '{'), array = str_find_byte(all, '[');
  return str_from(all, MIN(object, array));
}

void page_facts_json(page_facts *f, const page *p, str script) {
  if (script.n > LARGEST_SCRIPT) return;
  str clean = mended(p->mem, script);
  json_t *root = json_loadb(clean.p, clean.n, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
  reader r = {f, p, root};
  read_node(&r, root, DEEPEST_JSON);
  json_decref(root);
}
