#include "input/block_features.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "input/furniture.h"
#include "input/main_text.h"

enum { MOST_ABOVE = 7, MOST_TOKENS = 5, SHORT_WORDS = 9, PATH_TAGS = 4, SAMPLE = 48 };

// ---- small measures

static u32 bin(u32 n) {
  static const u32 edges[] = {1, 2, 3, 5, 9, 16, 31, 61, 121, 241, 481, 961};
  u32 b = 0;
  while (b < COUNT_OF(edges) && n >= edges[b]) b++;
  return b;
}

static u32 share_bin(u32 part, u32 whole) {
  if (!part || !whole) return 0;
  u32 percent = (u32)((u64)part * 100 / whole);
  return percent < 15 ? 1 : percent < 50 ? 2 : percent < 90 ? 3 : 4;
}

static GumboTag tag_of(const page *p, u32 e) { return e ? p->elements.at[e].el->tag : GUMBO_TAG_LAST; }
static u32 above(const page *p, u32 e) { return p->elements.at[e].parent; }

// ---- the page

static u64 path_of(const page *p, u32 e) {
  u64 h = 0;
  for (u32 n = 0; e && n < PATH_TAGS; n++, e = above(p, e)) {
    const element *el = &p->elements.at[e];
    // Of the block itself the class tells single paragraphs apart; of those above it, parts of the page.
    h = hash_mix(hash_mix(h, (u64)el->el->tag), n ? hash_str(el->marks) : 0);
  }
  return h;
}

typedef struct {
  u64 key;
  u32 n, blocks;
} path_count;

static path_count *path_cell(path_count *t, u32 mask, u64 key) {
  u32 i = (u32)(key >> 20) & mask;
  while (t[i].blocks && t[i].key != key) i = (i + 1) & mask;
  t[i].key = key;
  return &t[i];
}

static void count_paths(block_view *v, u32 n) {
  u32 mask = 15;
  while (mask < 2 * n) mask = 2 * mask + 1;
  path_count *t = NEWS(v->p->mem, path_count, mask + 1), *seen = NEWS(v->p->mem, path_count, mask + 1);
  for (u32 i = 0; i < n; i++) {
    const block *b = &v->p->blocks.at[i];
    path_count *c = path_cell(t, mask, v->path[i]);
    c->blocks++;
    if (!share_bin(b->links, span_len(b->at) * 2)) c->n += v->count[i];
    path_count *s = path_cell(seen, mask, hash_str(page_str(v->p, b->at)));
    v->again[i] = s->blocks++ > 0;
  }
  for (u32 i = 0; i < n; i++) {
    const path_count *c = path_cell(t, mask, v->path[i]);
    v->path_words[i] = c->n;
    v->path_blocks[i] = c->blocks;
  }
}

static u32 largest_article(const block_view *v) {
  const page *p = v->p;
  u32 best = 0, most = 0;
  for (u32 e = 1; e < p->elements.len; e++) {
    if (p->elements.at[e].el->tag != GUMBO_TAG_ARTICLE) continue;
    u32 n = 0;
    for (u32 b = p->elements.at[e].first; b < p->elements.at[e].last && b < p->blocks.len; b++) n += v->count[b];
    if (n > most) most = n, best = e;
  }
  return best;
}

static u32 find_heading(const block_view *v) {
  const page *p = v->p;
  u32 first = 0;
  for (u32 i = 0; i < p->blocks.len; i++) {
    if (!element_with_tag(p, p->blocks.at[i].element, GUMBO_TAG_H1)) continue;
    if (!first) first = i + 1;
    str shown = page_str(p, p->blocks.at[i].at);
    if (v->f->title.value.n && str_find(v->f->title.value, str_sub(shown, 0, 20)) < v->f->title.value.n) return i + 1;
  }
  return first;
}

block_view block_view_of(const page *p, const page_facts *f) {
  u32 n = p->blocks.len;
  block_view v = {.p = p, .f = f, .main = main_element(p)};
  v.count = NEWS(p->mem, u32, n + 1);
  v.path = NEWS(p->mem, u64, n + 1);
  v.path_words = NEWS(p->mem, u32, n + 1);
  v.path_blocks = NEWS(p->mem, u32, n + 1);
  v.again = NEWS(p->mem, bool, n + 1);
  v.rule = NEWS(p->mem, bool, n + 1);
  keep_by_rule(p, v.rule);
  for (u32 i = 0; i < n; i++) {
    v.count[i] = count_words(page_str(p, p->blocks.at[i].at));
    v.total += v.count[i];
    v.path[i] = path_of(p, p->blocks.at[i].element);
  }
  count_paths(&v, n);
  v.article = largest_article(&v);
  v.heading = find_heading(&v);
  return v;
}

// ---- features

static void add(block_row *r, u32 template, u64 a, u64 b, u64 c) {
  if (r->len == BLOCK_FEATURES) return;
  u64 h = hash_mix(hash_mix(hash_mix(template + 1, a), b), c);
  r->slot[r->len++] = (u32)(h >> 24) & (BLOCK_SLOTS - 1);
}

enum {
  BIAS, TAG, TAG_ABOVE, TAGS_ABOVE, SIZE, SIZE_LINK, TAG_SIZE_LINK, ENDING, COMMAS, BEGINS, MARK_OWN, MARK_NEAR, MARK_FAR, INSIDE,
  MAIN, MAIN_DEPTH, SAID, HEADING, TITLE, BEFORE, AFTER, AROUND, FURNITURE, PATH, PATH_SIZE, FIRST_WORD, ANY_WORD, POSITION, HIDDEN,
  AGAIN, ARTICLE, STRONG, ROLE, PROPERTY, PATH_LINK, MAIN_SIZE, LAST_WORD, RULE,
};

static u32 size_of_block(const block_view *v, u32 i) { return bin(v->count[i]); }

static u32 link_of_block(const block_view *v, u32 i) {
  const block *b = &v->p->blocks.at[i];
  return share_bin(b->links, span_len(b->at));
}

// The words that a class or id is made of: "related-articlesList" gives related, articles, list.
static void add_marks(block_row *r, u32 template, str marks) {
  char token[24];
  u32 n = 0, taken = 0;
  for (size_t i = 0; i <= marks.n && taken < MOST_TOKENS; i++) {
    char c = i < marks.n ? marks.p[i] : ' ';
    bool cut = !is_alpha(c) || (is_upper(c) && i && is_lower(marks.p[i - 1]));
    if (cut && n) {
      if (n > 2) add(r, template, hash_str((str){token, n}), 0, 0), taken++;
      n = 0;
    }
    if (is_alpha(c) && n < sizeof token) token[n++] = to_lower(c);
  }
}

static void add_elements(const block_view *v, u32 e, block_row *r) {
  const page *p = v->p;
  u32 up = 0;
  for (u32 a = e; a && up < MOST_ABOVE; a = above(p, a), up++) {
    u32 template = up == 0 ? MARK_OWN : up < 3 ? MARK_NEAR : MARK_FAR;
    add_marks(r, template, p->elements.at[a].marks);
    add_marks(r, template, p->elements.at[a].id);
  }
  up = 0;
  for (u32 a = e; a && up < MOST_ABOVE; a = above(p, a), up++) {
    const GumboElement *el = p->elements.at[a].el;
    if (attribute(el, "role").n) add(r, ROLE, hash_str(attribute(el, "role")), 0, 0);
    if (attribute(el, "itemprop").n) add(r, PROPERTY, hash_str(attribute(el, "itemprop")), 0, 0);
  }
  static const GumboTag told[] = {GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_NAV, GUMBO_TAG_ASIDE, GUMBO_TAG_FOOTER, GUMBO_TAG_HEADER,
                                  GUMBO_TAG_FORM, GUMBO_TAG_FIGURE, GUMBO_TAG_SECTION, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_TABLE,
                                  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_DETAILS};
  for (u32 t = 0; t < COUNT_OF(told); t++)
    if (element_with_tag(p, e, told[t])) add(r, INSIDE, told[t], 0, 0);
}

static void add_place(const block_view *v, u32 i, block_row *r) {
  const page *p = v->p;
  u32 e = p->blocks.at[i].element, size = size_of_block(v, i), link = link_of_block(v, i);
  bool inside = element_below(p, e, v->main);
  u32 deep = inside ? MIN(p->elements.at[e].depth - p->elements.at[v->main].depth, 6u) : i < p->elements.at[v->main].first ? 7 : 8;
  add(r, MAIN, inside, size, link);
  add(r, MAIN_DEPTH, deep, tag_of(p, e), 0);
  add(r, MAIN_SIZE, deep, size, 0);
  u32 from = v->heading ? (i + 1 > v->heading ? 10 + bin(i + 1 - v->heading) : bin(v->heading - i - 1)) : 99;
  add(r, HEADING, from, 0, 0);
  add(r, HEADING, from, size, link);
  add(r, POSITION, p->blocks.len ? i * 10 / p->blocks.len : 0, 0, 0);
  u32 article = !v->article ? 0 : element_below(p, e, v->article) ? 1 : element_with_tag(p, e, GUMBO_TAG_ARTICLE) ? 2 : 3;
  add(r, ARTICLE, article, size > 3, link);
}

static void add_neighbours(const block_view *v, u32 i, block_row *r) {
  const page *p = v->p;
  u32 n = p->blocks.len;
  for (u32 k = 1; k < 3; k++) {
    if (i >= k) add(r, BEFORE, k, size_of_block(v, i - k) * 8 + link_of_block(v, i - k), tag_of(p, p->blocks.at[i - k].element));
    if (i + k < n) add(r, AFTER, k, size_of_block(v, i + k) * 8 + link_of_block(v, i + k), tag_of(p, p->blocks.at[i + k].element));
  }
  u32 before = 0, after = 0;
  for (u32 k = 1; k < 6; k++) {
    if (i >= k && link_of_block(v, i - k) < 2) before += v->count[i - k];
    if (i + k < n && link_of_block(v, i + k) < 2) after += v->count[i + k];
  }
  add(r, AROUND, bin(before), bin(after), 0);
  add(r, AROUND, bin(MIN(before, after)), size_of_block(v, i), 1);
}

static void add_text(const block_view *v, u32 i, block_row *r) {
  const page *p = v->p;
  str s = page_str(p, p->blocks.at[i].at);
  u32 size = size_of_block(v, i), commas = 0;
  line l;
  line_read(&l, s);
  for (size_t k = 0; k < s.n; k++) commas += s.p[k] == ',';
  add(r, ENDING, line_stops(s), size, 0);
  add(r, ENDING, (u8)s.p[s.n - 1], 1, size > 4);
  add(r, COMMAS, bin(commas), size, 0);
  add(r, BEGINS, is_lower(s.p[0]) ? 1 : is_upper(s.p[0]) ? 2 : is_digit(s.p[0]) ? 3 : 4, size, 0);
  add(r, STRONG, share_bin(p->blocks.at[i].strong, span_len(p->blocks.at[i].at)), size, 0);
  if (l.len) add(r, FIRST_WORD, hash_str(l.low[0]), 0, 0);
  if (l.len && !l.cut) add(r, LAST_WORD, hash_str(l.low[l.len - 1]), 0, 0);
  for (u32 w = 0; w < l.len && l.len < SHORT_WORDS; w++) add(r, ANY_WORD, hash_str(l.low[w]), 0, 0);
  furniture f = furniture_of(&l);
  if (f.kind != ZONE_BODY) add(r, FURNITURE, f.kind, 0, 0);
  if (v->f->body.n && s.n > 12) add(r, SAID, str_find(v->f->body, str_sub(s, 0, SAMPLE)) < v->f->body.n, size, 0);
  if (s.n > 8 && str_eq(str_trim(s), v->f->title.value)) add(r, TITLE, 1, 0, 0);
}

void block_features(const block_view *v, u32 i, block_row *r) {
  const page *p = v->p;
  const block *b = &p->blocks.at[i];
  u32 e = b->element, size = size_of_block(v, i), link = link_of_block(v, i);
  GumboTag tag = tag_of(p, e), up = tag_of(p, above(p, e)), over = tag_of(p, above(p, above(p, e)));
  r->len = 0;
  add_elements(v, e, r);
  add(r, BIAS, 0, 0, 0);
  add(r, TAG, tag, 0, 0);
  add(r, TAG_ABOVE, tag, up, 0);
  add(r, TAGS_ABOVE, tag, up, over);
  add(r, SIZE, size, 0, 0);
  add(r, SIZE_LINK, size, link, 0);
  add(r, TAG_SIZE_LINK, tag, size, link);
  add(r, PATH, bin(v->path_words[i]), tag, 0);
  add(r, PATH, bin(v->path_words[i] * 16 / MAX(v->total, 1u)), 1, 1);
  add(r, PATH_SIZE, bin(v->path_words[i]), bin(v->path_blocks[i]), size);
  add(r, PATH_LINK, bin(v->path_words[i]), link, 0);
  add(r, HIDDEN, b->hidden, 0, 0);
  add(r, AGAIN, v->again[i], size, 0);
  add(r, RULE, v->rule[i], 0, 0);
  add(r, RULE, v->rule[i], size, link);
  add(r, RULE, v->rule[i], tag, 1);
  add(r, RULE, v->rule[i], (i && v->rule[i - 1]) * 2u + (i + 1 < p->blocks.len && v->rule[i + 1]), 2);
  add_text(v, i, r);
  add_place(v, i, r);
  add_neighbours(v, i, r);
  r->own = r->len;
}

block_brief block_brief_of(const block_view *v, u32 i) {
  const page *p = v->p;
  u32 e = p->blocks.at[i].element;
  block_brief b = {.words = v->count[i], .path = v->path[i], .tag = (u8)tag_of(p, e), .rule = v->rule[i]};
  for (u32 k = 0; k < BLOCK_ABOVE && e; k++) b.above[k] = e = above(p, e);
  return b;
}

u32 block_step(const block_view *v, u32 i) {
  const page *p = v->p;
  u32 a = p->blocks.at[i - 1].element, b = p->blocks.at[i].element;
  if (a == b) return 0;
  if (above(p, a) == above(p, b)) return tag_of(p, a) == tag_of(p, b) ? 1 : 2;
  if (above(p, above(p, a)) == above(p, above(p, b)) || above(p, a) == b || above(p, b) == a) return 3;
  return 4;
}
