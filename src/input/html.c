// HTML: the article of a page as text, with the way back to its bytes.
#include "doc/map.h"
#include "input/charset.h"
#include "input/inputs.h"
#include "input/line.h"
#include "input/main_text.h"
#include "input/page_kind.h"
#include "input/zones.h"

enum { LOOK = 1024, NEAR_BLOCKS = 6, LONGEST_EXTRA = 600, MOST_IMAGES = 64 };

static const size_t page_sizes[] = {8 << 20, 1 << 20, 1 << 16};
static const size_t page_memory = (size_t)384 << 20;

// ---- is it HTML?

bool sniff_html(const doc *d) {
  if (d->hints.media_type.n) {
    if (str_find(d->hints.media_type, S("html")) < d->hints.media_type.n) return true;
    if (str_starts(d->hints.media_type, S("text/"))) return false;
  }
  static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<article", "<div", "<p>", "<h1",
                                      "<style", "<script", "<link ", "<table", "<center", "<frameset"};
  str text = charset_decode(d->mem, str_sub(d->source, 0, LOOK), d->hints.charset, (str){0}).bytes;
  if (str_starts(text, S("\xEF\xBB\xBF"))) text = str_from(text, 3);
  text = str_trim(text);
  while (str_starts(text, S("<!--"))) text = str_trim(str_from(text, MIN(str_find(text, S("-->")) + 3, text.n)));
  if (str_starts(text, S("<?xml"))) text = str_trim(str_from(text, MIN(str_find_byte(text, '>') + 1, text.n)));
  for (u32 i = 0; i < COUNT_OF(signs); i++)
    if (str_starts_nocase(text, str_of(signs[i]))) return true;
  return text.n && text.p[0] == '<' && str_find_nocase(text, S("<html")) < text.n;
}

// ---- the text

typedef struct {
  doc *d;
  const kit *kit;
  arena *scratch;
  recoded bytes;
  page page;
  page_facts facts;
  bool *keep;        // [blocks]
  map_builder text;
  span *placed;      // [blocks] where the block stands in the text; empty = left out
} html_reader;

// The block's bytes into the text, piece by piece with their origin.
static void copy_block(html_reader *h, const block *b) {
  const page *p = &h->page;
  u32 lo = 0, hi = p->runs.len, done = b->at.beg;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (p->runs.at[mid].text + p->runs.at[mid].len > b->at.beg) hi = mid;
    else lo = mid + 1;
  }
  for (; lo < p->runs.len && p->runs.at[lo].text < b->at.end; lo++) {
    const map_run *r = &p->runs.at[lo];
    u32 beg = MAX(r->text, b->at.beg), end = MIN(r->text + r->len, b->at.end);
    map_insert(&h->text, page_str(p, (span){done, beg}));
    map_copy_recoded(&h->text, &h->bytes, page_str(p, (span){beg, end}), r->source + beg - r->text);
    done = end;
  }
  map_insert(&h->text, page_str(p, (span){done, b->at.end}));
}

static bool same_text(str a, str b) {
  size_t i = 0, j = 0;
  for (;;) {
    while (i < a.n && is_space(a.p[i])) i++;
    while (j < b.n && is_space(b.p[j])) j++;
    if (i == a.n || j == b.n) return i == a.n && j == b.n;
    if (a.p[i++] != b.p[j++]) return false;
  }
}

static bool is_caption(const page *p, u32 e) { return element_with_tag(p, e, GUMBO_TAG_FIGCAPTION) || element_with_tag(p, e, GUMBO_TAG_FIGURE); }

static bool near_kept(const html_reader *h, u32 i) {
  const page *p = &h->page;
  u32 above = p->elements.at[p->blocks.at[i].element].parent;
  for (u32 k = 1; k < NEAR_BLOCKS; k++) {
    bool before = i >= k && h->keep[i - k] && p->elements.at[p->blocks.at[i - k].element].parent == above;
    bool after = i + k < p->blocks.len && h->keep[i + k] && p->elements.at[p->blocks.at[i + k].element].parent == above;
    if (before || after) return true;
  }
  return false;
}

// What is no text of the article but belongs to it: captions and promotion in its midst, byline and date at its head.
static bool belongs(const html_reader *h, u32 i, u32 heading, u32 first, u32 last) {
  const block *b = &h->page.blocks.at[i];
  if (b->hidden || span_len(b->at) > LONGEST_EXTRA) return false;
  if (is_caption(&h->page, b->element)) return i > heading && i < last;
  line l;
  line_read(&l, page_str(&h->page, b->at));
  if (i > heading && i < first) return i - heading < NEAR_BLOCKS && authors_of(&l).byline;
  return i > first && i < last && furniture_of(&l).kind == ZONE_PROMO && near_kept(h, i);
}

static void keep_surroundings(html_reader *h) {
  u32 n = h->page.blocks.len, first = n, last = 0, heading = n;
  for (u32 i = 0; i < n; i++) {
    if (!h->keep[i]) continue;
    first = MIN(first, i);
    last = i;
  }
  for (u32 i = 0; i < n && i <= first; i++)
    if (first < n && same_text(page_str(&h->page, h->page.blocks.at[i].at), h->facts.title.value)) heading = i;
  u32 head = heading < n ? heading : first;
  for (u32 i = 0; first < n && i < last; i++) h->keep[i] = h->keep[i] || i == heading || belongs(h, i, head, first, last);
}

static void build_text(html_reader *h) {
  keep_surroundings(h);
  for (u32 i = 0; i < h->page.blocks.len; i++) {
    if (!h->keep[i]) continue;
    if (h->text.text.n) map_insert(&h->text, S("\n\n"));
    u32 beg = (u32)h->text.text.n;
    copy_block(h, &h->page.blocks.at[i]);
    h->placed[i] = (span){beg, (u32)h->text.text.n};
  }
}

// ---- zones and facts

static void add_image(doc *d, str url, span caption) {
  meta *m = &d->meta;
  for (u32 i = 0; i < m->images; i++) {
    if (!str_eq(m->image[i].url, url)) continue;
    if (span_empty(m->image[i].caption)) m->image[i].caption = caption;
    return;
  }
  image *grown = NEWS(d->mem, image, m->images + 1);
  if (m->images) memcpy(grown, m->image, m->images * sizeof *grown);
  grown[m->images++] = (image){str_copy(d->mem, url), caption};
  m->image = grown;
}

static void zone_block(html_reader *h, zoner *z, u32 i) {
  const block *b = &h->page.blocks.at[i];
  span at = h->placed[i];
  line l;
  line_read(&l, doc_str(h->d, at));
  if (!h->d->meta.title.evidence.end && same_text(l.text, h->facts.title.value)) {
    zone_add(h->d, ZONE_HEADLINE, at);
    h->d->meta.title.evidence = at;
  } else if (zone_furniture(z, at, &l)) return;
  else if (is_caption(&h->page, b->element)) {
    zone_add(h->d, ZONE_CAPTION, at);
    str picture = page_picture(&h->page, b->element);
    if (picture.n && h->d->meta.images < MOST_IMAGES) add_image(h->d, picture, at);
  }
  else if (!z->in_body && zone_byline(z, &l, at)) return;
  else zone_body(z, at);
}

static void set_fact(html_reader *h, fact *to, const page_fact *f) {
  if (to->value.n) return;
  fact_set(h->d, to, f->value, (span){0}, false);
  to->from = f->from;
  to->other = NEWS(h->d->mem, other_fact, f->rivals + 1);
  for (; to->others < f->rivals; to->others++) {
    const page_rival *r = &f->rival[to->others];
    to->other[to->others] = (other_fact){str_copy(h->d->mem, r->value), r->from};
  }
}

static void set_lists(html_reader *h) {
  const page_facts *f = &h->facts;
  meta *m = &h->d->meta;
  m->keyword = NEWS(h->d->mem, str, f->keywords + 1);
  for (m->keywords = 0; m->keywords < f->keywords; m->keywords++) m->keyword[m->keywords] = str_copy(h->d->mem, f->keyword[m->keywords]);
  if (f->picture.value.n) add_image(h->d, f->picture.value, (span){0});
  for (u32 i = 0; i < f->authors; i++) fact_add_author(h->d, f->author[i], (span){0});
  if (m->bylines && f->authors) m->byline[0].from = f->authors_from;
}

static void set_facts(html_reader *h) {
  const page_facts *f = &h->facts;
  meta *m = &h->d->meta;
  const struct {
    fact *to;
    const page_fact *from;
  } facts[] = {{&m->title, &f->title}, {&m->published, &f->published}, {&m->modified, &f->modified}, {&m->outlet, &f->outlet},
               {&m->url, &f->url},     {&m->next, &f->next},           {&m->previous, &f->previous}};
  for (u32 i = 0; i < COUNT_OF(facts); i++) set_fact(h, facts[i].to, facts[i].from);
  fact_set(h->d, &m->agency, f->agency, (span){0}, false);
  set_lists(h);
  str address = h->d->hints.url.n ? h->d->hints.url : f->url.value;
  m->live = page_is_live(&h->page, f, address);
  m->no_article = !page_has_article(&h->page, f, h->keep, address);
}

static void read_page(html_reader *h, size_t size) {
  page_read(&h->page, h->scratch, str_sub(h->bytes.bytes, 0, size));
  page_facts_find(&h->facts, &h->page, h->d->hints.url);
  h->keep = NEWS(h->scratch, bool, h->page.blocks.len + 1);
  h->placed = NEWS(h->scratch, span, h->page.blocks.len + 1);
  main_text(&h->page, &h->facts, h->kit, h->keep);
  for (u32 i = 0; h->d->hints.whole && i < h->page.blocks.len; i++) h->keep[i] = !h->page.blocks.at[i].hidden;
}

// Parses as much of the page as the memory for it allows. False where even the smallest size is too much.
static bool read_in_scratch(html_reader *h) {
  for (volatile u32 i = 0; i < COUNT_OF(page_sizes); i++) {
    h->scratch = arena_new(page_memory);
    if (!h->scratch) return false;
    if (!setjmp(*arena_spent(h->scratch))) {
      read_page(h, page_sizes[i]);
      return true;
    }
    arena_free(h->scratch);
    h->scratch = NULL;
  }
  return false;
}

static void make_doc(html_reader *h) {
  build_text(h);
  map_done(&h->text);
  set_facts(h);
  zoner z = {.d = h->d, .authors_told = h->facts.authors > 0};
  for (u32 i = 0; i < h->page.blocks.len; i++)
    if (!span_empty(h->placed[i])) zone_block(h, &z, i);
}

// The page lives in an arena of its own, which must go also where the document's memory is spent.
void decode_html(doc *d, const kit *k) {
  d->media_type = S("text/html");
  html_reader *h = NEW(d->mem, html_reader);
  h->d = d;
  h->kit = k;
  h->text.d = d;
  h->bytes = charset_decode(d->mem, d->source, d->hints.charset, charset_declared(d->source));
  d->charset = h->bytes.charset;
  d->misread = h->bytes.misread;
  if (!read_in_scratch(h)) return;
  jmp_buf outer;
  memcpy(&outer, arena_spent(d->mem), sizeof outer);
  bool spent = setjmp(*arena_spent(d->mem)) != 0;
  if (!spent) make_doc(h);
  memcpy(arena_spent(d->mem), &outer, sizeof outer);
  arena_free(h->scratch);
  if (!spent) return;
  out_free(&h->text.text);
  longjmp(*arena_spent(d->mem), 1);
}
