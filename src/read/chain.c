// Chains: from the one who vouches in the end to the relay nearest to the article. A saying within the content of another
// has that one's chain behind its own source; a medium spoken to, or one that cites, is a relay.
#include "read/attrib.h"
#include "read/entity.h"

enum { NEIGHBOURS = 24, HOPS_MOST = 6, CHILDREN_SEEN = 24 };

// ---- hops

// The first mention that begins at the token or behind it.
static u32 mentions_from(const doc *d, u32 token) {
  u32 lo = 1, hi = d->mentions.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (d->mentions.at[mid].first < token) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

static str without_article(str name) {
  static const char *const articles[] = {"the ", "a ", "an "};
  for (u32 i = 0; i < COUNT_OF(articles); i++)
    if (str_starts_nocase(name, str_of(articles[i]))) return str_from(name, strlen(articles[i]));
  return name;
}

static bool is_person_noun(const doc *d, u32 t) { return str_eq(lex_value(lex_find(LEX_HEADS, low_str(d, t)), "kind"), S("person")); }

// "Ann Lee and Bo Ray": both are the source, no one of them; "Ann Lee, one of its singers, and the Ambassador for …" is one.
static bool is_joint(const scene *s, const phrase *p) {
  const tokens *k = &s->d->tokens;
  u32 seen = 0;
  for (u32 c = s->child[p->head]; c && c < p->at.to && seen < CHILDREN_SEEN; c = s->sibling[c], seen++)
    if (k->rel[c] == REL_CONJ && k->upos[c] == UPOS_PROPN && k->upos[p->head] == UPOS_PROPN && !is_person_noun(s->d, c)) return true;
  return false;
}

static str name_of_phrase(const scene *s, const phrase *p, u32 row) {
  const entity *e = &s->d->entities.at[row];
  bool part = is_joint(s, p) && str_find(e->name, S(" and ")) == e->name.n;
  bool known = row && !part && e->name.n, pronoun = s->d->tokens.upos[p->head] == UPOS_PRON;
  if (known && e->named) return e->name;
  if (known && pronoun && s->shown[row][0]) return without_article(e->name);
  return without_article(doc_str(s->d, phrase_span(s, p)));
}

// A name in the phrase that is neither an owner nor led to by a preposition; a tree may part it from its title.
static bool is_own_name(const scene *s, const phrase *p, const mention *m) {
  const tokens *k = &s->d->tokens;
  u32 adposition = scene_child(s, m->head, REL_CASE);
  if ((m->last < p->at.to && k->xpos[m->last] == XPOS_POS) || (adposition && adposition >= p->at.from)) return false;
  u8 next = m->last < p->at.to ? k->upos[m->last] : UPOS_PUNCT;
  if (next == UPOS_NOUN || next == UPOS_PROPN || next == UPOS_ADJ) return false;   // "the Lee campaign"
  if (m->first == p->at.from) return true;
  if (m->last == p->at.to && k->xpos[m->first - 1] == XPOS_COMMA) return true;   // "the mayor of Calder, Ann Lee", wherever it hangs
  u32 t = m->head;
  for (u32 steps = 0; t >= p->at.from && t < p->at.to && t != p->head && steps < HOPS_MOST; steps++, t = k->head[t]) {
    bool in_title = t + 1 == m->first && k->upos[t] == UPOS_NOUN;   // "chief of staff Ann Lee"
    bool led_to = !in_title && rel_is(k->rel[t], REL_NMOD) && scene_child(s, t, REL_CASE);
    if (led_to || k->rel[t] == REL_NMOD_POSS || (rel_is(k->rel[t], REL_OBL) && k->head[t] >= p->at.from && k->head[t] < p->at.to)) return false;
  }
  return true;
}

// Whom a source is about, one of those who speak together: of "the union's secretary Ann Lee" and "Ann Lee, its secretary" the
// person, whatever heads them.
static u32 member_of_source(const scene *s, const phrase *p) {
  const doc *d = s->d;
  bool spelt_out = p->head < p->at.from || p->head >= p->at.to;   // a label of initials: the name that they stand for
  u32 row = entity_at(d, spelt_out ? d->tokens.at[p->head] : phrase_span(s, p));
  if (row && d->entities.at[row].named && d->entities.at[row].kind == ENTITY_PERSON) return row;
  if (p->at.to - p->at.from < 2) return row;
  for (u32 i = mentions_from(d, p->at.from); i < d->mentions.len && d->mentions.at[i].first < p->at.to; i++) {
    const mention *m = &d->mentions.at[i];
    const entity *e = &d->entities.at[m->entity];
    if (m->form != FORM_NAME || !e->named || e->kind != ENTITY_PERSON || m->last > p->at.to) continue;
    if (is_own_name(s, p, m)) return m->entity;
  }
  return row;
}

u32 entity_of_source(const scene *s, const phrase *p) {
  return is_joint(s, p) ? entity_at(s->d, phrase_span(s, p)) : member_of_source(s, p);
}

static hop hop_of(const scene *s, const scorer *m, const saying *a) {
  if (!a->source.head) return (hop){.kind = SOURCE_UNNAMED};
  u32 row = entity_of_source(s, &a->source);
  bool named = row && !is_joint(s, &a->source) ? s->d->entities.at[row].named : np_is_named(s->d, a->source.at.from, a->source.at.to);
  return (hop){name_of_phrase(s, &a->source, row), row, kind_best(s, m, a, member_of_source(s, &a->source)), named};
}

// "told an NBC executive": those who lead a medium are not its ears.
static bool leads_body(const scene *s, u32 head) {
  const lex_entry *e = s->d->tokens.upos[head] == UPOS_NOUN ? lex_find(LEX_HEADS, lemma_str(s->d, head)) : NULL;
  return lex_says(e, "leads") && !lex_says(e, "title");
}

// "after the Times interview": when something was said, not to whom.
static bool tells_when(const scene *s, u32 head) {
  u32 adposition = scene_child(s, head, REL_CASE);
  return adposition && lex_says(lex_find(LEX_LINKS, low_str(s->d, adposition)), "when");
}

// The article's own outlet is a medium, though no list has it; its name may end in what the tree takes for another word ("Now").
static bool take_own_outlet(const doc *d, phrase *p) {
  str name = d->meta.outlet.value, rest = str_from(d->text, d->tokens.at[p->at.from].beg);
  if (!name.n || !str_starts_nocase(rest, name) || (rest.n > name.n && is_alnum(rest.p[name.n]))) return false;
  while (p->at.to < d->tokens.len && d->tokens.at[p->at.to].beg < d->tokens.at[p->at.from].beg + name.n) p->at.to++;
  return true;
}

// The medium that was spoken to: told Reuters, said to the BBC, in an interview with Time.
static bool spoken_to(const scene *s, u32 head, u32 depth, phrase *found) {
  const tokens *k = &s->d->tokens;
  u32 seen = 0;
  for (u32 c = s->child[head]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++) {
    bool object = k->rel[c] == REL_OBJ || k->rel[c] == REL_IOBJ, oblique = rel_is(k->rel[c], REL_OBL) || rel_is(k->rel[c], REL_NMOD);
    if ((!object && !oblique) || tells_when(s, c) || leads_body(s, c)) continue;
    phrase p = scene_phrase(s, c);
    u32 row = entity_at(s->d, phrase_span(s, &p));
    bool medium = is_media(source_kind_of_np(s->d, p.at.from, p.at.to, row)) || take_own_outlet(s->d, &p);
    if (medium) return *found = p, true;
    if (oblique && depth && spoken_to(s, c, depth - 1, found)) return true;
  }
  return false;
}

static bool in_content(const saying *a, u32 token) {
  for (u32 i = 0; i < a->pieces; i++)
    if (token >= a->piece[i].from && token < a->piece[i].to) return true;
  return false;
}

static hop relay_of(const scene *s, const phrase *p) {
  u32 row = entity_at(s->d, phrase_span(s, p));
  bool named = row ? s->d->entities.at[row].named : np_is_named(s->d, p->at.from, p->at.to);
  source_kind kind = source_kind_of_np(s->d, p->at.from, p->at.to, row);
  return (hop){name_of_phrase(s, p, row), row, is_media(kind) ? kind : SOURCE_OUTLET, named};
}

// ---- the one around it

// The saying whose content holds the cue of row i, the narrowest of several.
static u32 parent_of(const scene *s, const sayings *all, u32 i) {
  const saying *a = &all->at[i];
  if (!a->anchor) return 0;
  span cue = token_span(s->d, a->cue.from, a->cue.to);
  u32 best = 0, width = 0, from = i > NEIGHBOURS ? i - NEIGHBOURS : 1;
  for (u32 j = from; j < all->len && j < i + NEIGHBOURS; j++) {
    const saying *b = &all->at[j];
    if (j == i || !b->content.len || b->anchor == a->anchor) continue;
    bool holds = false;
    for (u32 k = 0; k < b->content.len; k++) holds |= span_holds(b->content.at[k], cue);
    if (!holds || (b->anchor && in_content(a, b->anchor))) continue;
    u32 wide = span_len(spans_hull(b->content));
    if (!best || wide < width) best = j, width = wide;
  }
  return best;
}

static bool says_i(const scene *s, const saying *a) {
  str w = low_str(s->d, a->source.head);
  return a->source.at.to - a->source.at.from == 1 && (str_eq(w, S("i")) || str_eq(w, S("we")) || str_eq(w, S("us")) || str_eq(w, S("my")) ||
                                                      str_eq(w, S("our")) || str_eq(w, S("me")));
}

static bool same_hop(const hop *a, const hop *b) {
  return (a->entity && a->entity == b->entity) || (a->name.n && str_eq_nocase(a->name, b->name));
}

// ---- all of it

typedef struct {
  hop *hop;
  u32 n;
  bool done, told;    // told: its second hop is a medium that was spoken to
} link;

static void add_hop(link *l, hop h) {
  if (l->n < HOPS_MOST && !(l->n && same_hop(&l->hop[l->n - 1], &h))) l->hop[l->n++] = h;
}

// he, she: whoever spoke last, in this paragraph or the one before.
static const hop *last_speaker(const scene *s, const sayings *all, u32 i, const link *links) {
  const doc *d = s->d;
  u32 here = d->sentences.at[d->tokens.sentence[all->at[i].anchor]].paragraph;
  for (u32 j = i; j-- > 1 && i - j < NEIGHBOURS;) {
    const saying *b = &all->at[j];
    if (!b->anchor || b->anchor > all->at[i].anchor || !links[j].done || !links[j].n) continue;
    if (d->sentences.at[d->tokens.sentence[b->anchor]].paragraph + 1 < here) return NULL;
    const hop *h = &links[j].hop[0];
    if (h->entity && h->named && is_human(h->kind)) return h;
  }
  return NULL;
}

// Else the person last named, not far before.
static u32 last_named(const doc *d, u32 token) {
  u32 lo = mentions_from(d, token);
  for (u32 i = lo; i-- > 1 && lo - i < NEIGHBOURS && d->mentions.at[i].first + REACH > token;) {
    const entity *e = &d->entities.at[d->mentions.at[i].entity];
    if (d->mentions.at[i].form == FORM_NAME && e->kind == ENTITY_PERSON && e->named) return d->mentions.at[i].entity;
  }
  return 0;
}

static bool is_he(const scene *s, u32 token) {
  return lex_says(lex_find(LEX_LINKS, low_str(s->d, token)), "he");
}

static hop pronoun_hop(const scene *s, const scorer *m, const sayings *all, u32 i, const link *links, hop h) {
  const saying *a = &all->at[i];
  if (!a->source.head || !is_he(s, a->source.head) || (h.entity && h.named)) return h;
  const hop *before = last_speaker(s, all, i, links);
  if (before) return *before;
  u32 row = last_named(s->d, a->source.head);
  if (!row) return h;
  return (hop){s->d->entities.at[row].name, row, kind_best(s, m, a, row), true};
}

// who, which: what the clause hangs on.
static phrase led_back(const scene *s, const saying *a) {
  const tokens *k = &s->d->tokens;
  u32 head = a->source.head, verb = a->anchor;
  if (!head || (k->xpos[head] != XPOS_WP && k->xpos[head] != XPOS_WDT)) return a->source;
  for (u32 steps = 0; verb && steps < 4 && !rel_is(k->rel[verb], REL_ACL); steps++) verb = k->head[verb];
  u32 bearer = verb && rel_is(k->rel[verb], REL_ACL) ? k->head[verb] : 0;
  if (!bearer) return a->source;
  phrase p = scene_phrase(s, bearer);
  while (p.at.to > bearer + 1 && p.at.to > s->left[verb]) p.at.to--;
  return p;
}

// "a video posted by state television": the participle and the medium that carries the evidence; 0 = none.
static u32 carrier_of(const scene *s, u32 head, phrase *medium) {
  const tokens *k = &s->d->tokens;
  u32 participle = scene_child(s, head, REL_ACL), by = 0, seen = 0;
  if (!participle || participle < head || k->xpos[participle] != XPOS_VBN) return 0;
  for (u32 c = s->child[participle]; c && seen < CHILDREN_SEEN; c = s->sibling[c], seen++)
    if (k->rel[c] == REL_OBL_AGENT) by = c;
  if (!by) return 0;
  *medium = scene_phrase(s, by);
  u32 row = entity_at(s->d, phrase_span(s, medium));
  return is_media(source_kind_of_np(s->d, medium->at.from, medium->at.to, row)) ? participle : 0;
}

static bool is_evidence(source_kind k) { return k == SOURCE_EVIDENCE || k == SOURCE_DATA || k == SOURCE_DOCUMENT; }

// What a medium carries comes through it: "a video" > "state television".
static bool evidence_hops(const scene *s, const hop *origin, phrase source, link *l) {
  phrase medium;
  u32 participle = is_evidence(origin->kind) ? carrier_of(s, source.head, &medium) : 0;
  if (!participle) return false;
  source.at.to = MIN(source.at.to, participle);
  add_hop(l, (hop){name_of_phrase(s, &source, 0), origin->entity, origin->kind, false});
  add_hop(l, relay_of(s, &medium));
  return true;
}

static void own_hops(scene *s, const scorer *m, const sayings *all, u32 i, const link *links, link *l) {
  const saying *a = &all->at[i];
  saying led = *a;
  led.source = led_back(s, a);
  hop origin = hop_of(s, m, &led);
  if (evidence_hops(s, &origin, led.source, l)) return;
  add_hop(l, pronoun_hop(s, m, all, i, links, origin));
  phrase medium;
  if (a->anchor && spoken_to(s, a->anchor, 1, &medium) && !in_content(a, medium.head)) {
    hop h = relay_of(s, &medium);
    if (medium.head < a->source.at.from || medium.head >= a->source.at.to) add_hop(l, h), l->told = l->n == 2;
  }
}

// What the same speaker goes on to say was said to the same medium: "he told Reuters … He added that …".
static void carry_relay(const scene *s, const sayings *all, u32 i, const link *links, link *l) {
  const doc *d = s->d;
  const saying *a = &all->at[i];
  if (l->n != 1 || !l->hop[0].entity || !a->anchor || !lex_says(s->cue[a->anchor], "say")) return;
  u32 here = d->sentences.at[d->tokens.sentence[a->anchor]].paragraph;
  for (u32 j = i; j-- > 1 && i - j < NEIGHBOURS;) {
    const saying *b = &all->at[j];
    if (!b->anchor || b->anchor > a->anchor || !links[j].n || b->parent) continue;
    if (d->sentences.at[d->tokens.sentence[b->anchor]].paragraph + 1 < here || links[j].hop[0].entity != l->hop[0].entity) return;
    if (!links[j].told) continue;
    add_hop(l, links[j].hop[1]);
    l->told = true;
    return;
  }
}

static void build(scene *s, const scorer *m, const sayings *all, u32 i, link *links, u32 depth) {
  link *l = &links[i];
  const saying *a = &all->at[i];
  if (l->done) return;
  l->done = true;
  l->hop = NEWS(s->mem, hop, HOPS_MOST + 1);
  u32 up = a->carried ? a->carried : a->parent;
  if (up && depth) build(s, m, all, up, links, depth - 1);
  bool goes_on = a->carried || (up && a->source.head && says_i(s, a));
  if (!goes_on) own_hops(s, m, all, i, links, l);
  if (!up) {
    carry_relay(s, all, i, links, l);
    return;
  }
  const link *outer = &links[up];
  if (!a->carried && l->n && s->d->attributions.at[all->at[up].row].mod == MOD_DENIED) return;   // "denied allegations that": who denies passes nothing on
  bool same = l->n && outer->n && l->hop[0].entity && same_hop(&l->hop[0], &outer->hop[0]);
  if (same) l->n = 0;
  for (u32 j = 0; j < outer->n; j++) add_hop(l, outer->hop[j]);
}

// The one that cites is the relay of what it cites, and its own words have that origin.
static void join_cited(const scene *s, const sayings *all, link *links) {
  for (u32 i = 1; i < all->len; i++) {
    u32 by = citer_of(s, all, i);
    if (!by || !links[i].n || !links[by].n || !all->at[i].source.head || !all->at[by].source.head) continue;
    hop cited = links[i].hop[0];
    if (same_hop(&cited, &links[by].hop[0])) continue;
    link joined = {.hop = NEWS(s->mem, hop, HOPS_MOST + 1), .done = true};
    add_hop(&joined, cited);
    for (u32 j = 0; j < links[by].n; j++) add_hop(&joined, links[by].hop[j]);
    links[i] = links[by] = joined;
  }
}

void chain_all(scene *s, const scorer *m, sayings *all) {
  link *links = NEWS(s->mem, link, all->len);
  for (u32 i = 1; i < all->len; i++) all->at[i].parent = parent_of(s, all, i);
  for (u32 i = 1; i < all->len; i++) build(s, m, all, i, links, HOPS_MOST);
  join_cited(s, all, links);
  for (u32 i = 1; i < all->len; i++) {
    attribution *a = &((doc *)s->d)->attributions.at[all->at[i].row];
    a->chain = links[i].hop;
    a->hops = links[i].n;
    a->speaker = links[i].n ? links[i].hop[0].entity : 0;
    a->parent = all->at[i].parent ? all->at[all->at[i].parent].row : 0;
    saying_rivals(s, &all->at[i], a);
  }
}
