#include "graph/props.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "model/lexicon.h"

enum { LONGEST_PROP = 400 };   // tokens read of a claim or a sentence

typedef VEC(prop_word) word_list;

static int by_set(const void *a, const void *b) {
  const prop_word *x = a, *y = b;
  if (x->set != y->set) return x->set < y->set ? -1 : 1;
  return (x->t > y->t) - (x->t < y->t);
}

static prop_words finish(arena *mem, word_list *list) {
  if (!list->len) return (prop_words){0};
  qsort(list->at, list->len, sizeof *list->at, by_set);
  u32 kept = 0;
  for (u32 i = 0; i < list->len; i++) {
    if (kept && list->at[kept - 1].t == list->at[i].t) list->at[kept - 1].name |= list->at[i].name;
    else list->at[kept++] = list->at[i];
  }
  prop_words w = {NEWS(mem, prop_word, kept), kept};
  memcpy(w.at, list->at, kept * sizeof *w.at);
  list->len = 0;
  return w;
}

static bool is_capital(const doc *d, u32 i) {
  str s = token_str(d, i);
  return s.n && is_upper(s.p[0]) && i != d->sentences.at[d->tokens.sentence[i]].first;
}

static bool in_name(const doc *d, u32 i) { return (d->tokens.name && d->tokens.name[i]) || is_capital(d, i); }

static void add_token(const props *p, const doc *d, u32 a, u32 i, word_list *to) {
  term t = p->t->of[a][i];
  if (t) vec_push(p->mem, to, ((prop_word){.t = t, .set = p->t->set.at[t], .name = in_name(d, i)}));
}

static u32 first_mention(const doc *d, u32 byte) {
  u32 lo = 1, hi = d->mentions.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (d->mentions.at[mid].at.beg < byte) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

static prop_words words_in(const props *p, const doc *d, u32 a, spans at, u32 *length) {
  word_list list = {0};
  for (u32 s = 0; s < at.len; s++) {
    for (u32 i = token_at(d, at.at[s].beg); i < d->tokens.len && d->tokens.at[i].beg < at.at[s].end && *length < LONGEST_PROP; i++) {
      add_token(p, d, a, i, &list);
      ++*length;
    }
  }
  return finish(p->mem, &list);
}

static term set_at(const props *p, u32 a, u32 token) { return token ? p->t->set.at[p->t->of[a][token]] : 0; }

static void take_frame(const props *p, const doc *d, prop *to, u32 head) {
  to->head = set_at(p, to->article, head);
  to->head_class = d->tokens.upos && head ? d->tokens.upos[head] : 0;
  if (!d->tokens.head || !head) return;
  u32 subject = child_with(d, head, REL_NSUBJ), object = child_with(d, head, REL_OBJ);
  if (!subject) object = child_with(d, head, REL_NSUBJ_PASS), subject = child_with(d, head, REL_OBL_AGENT);
  to->subject = set_at(p, to->article, subject);
  to->object = set_at(p, to->article, object);
}

static int by_number(const void *a, const void *b) {
  u32 x = *(const u32 *)a, y = *(const u32 *)b;
  return (x > y) - (x < y);
}

// Whom it is about, pronouns resolved. Names that a pronoun stands for are kept apart from the words: among them they
// made claims of one story more alike than they are (claim pairs F1 62.4 became 58.7).
static void take_actors(const props *p, const doc *d, prop *to, spans at, const actors *who) {
  VEC(u32) found = {0};
  for (u32 s = 0; s < at.len; s++)
    for (u32 m = first_mention(d, at.at[s].beg); m < d->mentions.len && d->mentions.at[m].at.beg < at.at[s].end; m++) {
      u32 actor_row = actor_of_entity(who, to->article, d->mentions.at[m].entity);
      if (actor_row) vec_push(p->mem, &found, actor_row);
    }
  if (found.len) qsort(found.at, found.len, sizeof *found.at, by_number);
  for (u32 k = 0; k < found.len; k++)
    if (!k || found.at[k] != found.at[k - 1]) found.at[to->nactors++] = found.at[k];
  to->actors = found.at;
}

static bool negates(const doc *d, u32 token) {
  const lex_entry *e = lex_find(LEX_NEGATIONS, low_str(d, token));
  str unless = lex_value(e, "unless");
  return e && !(unless.n && token + 1 < d->tokens.len && str_eq(low_str(d, token + 1), unless));
}

// Whether the predicate itself is negated, or its subject or object (no gun was found, had no permit); a "not" deeper down leaves
// the claim as it is.
static bool is_negative(const doc *d, u32 head) {
  if (!head || !d->tokens.head) return false;
  const sentence *s = &d->sentences.at[d->tokens.sentence[head]];
  for (u32 i = s->first; i < s->last; i++) {
    u32 up = d->tokens.head[i];
    u8 r = d->tokens.rel[up];
    bool argument = up && d->tokens.head[up] == head && (r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_OBJ);
    if ((up == head || argument) && negates(d, i)) return true;
  }
  return false;
}

static bool is_bare(const doc *d, const claim *c) {
  if (!c->head || !d->tokens.head) return false;
  for (u32 s = 0; s < c->at.len; s++)
    for (u32 i = token_at(d, c->at.at[s].beg); i < d->tokens.len && d->tokens.at[i].beg < c->at.at[s].end; i++) {
      u8 r = d->tokens.rel[i];
      bool subject = r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_CSUBJ || r == REL_CSUBJ_PASS || r == REL_EXPL;
      if (subject && d->tokens.head[i] == c->head) return false;
    }
  return true;
}

static u32 measure_of(const doc *d, const quantity *q) {
  str counted = words_str(d->words, q->counted), set = lex_value(lex_find(LEX_SYNONYMS, counted), "set");
  str what = q->unit.n ? q->unit : set.n ? set : counted;
  return what.n ? (u32)hash_str(what) | 1 : 0;
}

static void take_numbers(const props *p, const doc *d, prop *to, spans at) {
  VEC(double) found = {0};
  VEC(u32) measures = {0};
  for (u32 q = 1; q < d->quantities.len; q++)
    for (u32 s = 0; s < at.len; s++) {
      if (!span_holds(at.at[s], d->quantities.at[q].at) || d->quantities.at[q].items.len) continue;
      vec_push(p->mem, &found, d->quantities.at[q].value);
      vec_push(p->mem, &measures, measure_of(d, &d->quantities.at[q]));
    }
  to->numbers = found.at;
  to->measures = measures.at;
  to->nnumbers = found.len;
}

static u32 *spoken_words(const props *p, const doc *d, spans at, u32 *n) {
  VEC(u32) low = {0};
  for (u32 s = 0; s < at.len; s++)
    for (u32 i = token_at(d, at.at[s].beg); i < d->tokens.len && d->tokens.at[i].beg < at.at[s].end && low.len < LONGEST_PROP; i++) {
      str w = low_str(d, i);
      if (w.n && (is_alnum(w.p[0]) || (u8)w.p[0] >= 0xC3)) vec_push(p->mem, &low, (u32)hash_str(w));
    }
  *n = low.len;
  return low.at;
}

// A denial of what was just said is about that.
static void fill_prop(props *p, const doc *d, prop *to, actors *who) {
  const claim *c = &d->claims.at[to->claim], *told = c->denies ? &d->claims.at[c->denies] : c;
  span hull = spans_hull(c->at);
  to->sentence = sentence_at(d, hull.beg);
  to->own = words_in(p, d, to->article, told->at, &to->length);
  to->spoken = spoken_words(p, d, told->at, &to->nspoken);
  to->p = c->p;
  zone_kind zone_here = zone_at(d, hull.beg);
  to->display = zone_here == ZONE_HEADLINE || zone_here == ZONE_CAPTION || zone_here == ZONE_CREDIT;
  u32 around = 0;
  if (to->sentence) to->around = words_in(p, d, to->article, spans_one(p->mem, d->sentences.at[to->sentence].at), &around);
  take_frame(p, d, to, told->head);
  to->bare = is_bare(d, told);
  to->negative = is_negative(d, told->head);
  take_numbers(p, d, to, told->at);
  take_actors(p, d, to, told->at, who);
  if (c->time) to->time = d->times.at[c->time].value;
  if (c->attribution) to->speaker = actor_of_speaker(who, to->article, &d->attributions.at[c->attribution]);
  to->place = d->text.n ? (float)hull.beg / (float)d->text.n : 0;
}

static void fill_utterance(props *p, const doc *d, utterance *to, actors *who) {
  const attribution *q = &d->attributions.at[to->attribution];
  u32 read = 0;
  to->own = words_in(p, d, to->article, q->content, &read);
  to->spoken = spoken_words(p, d, q->content, &to->length);
  to->speaker = actor_of_speaker(who, to->article, q);
  u32 first = q->source.len ? token_at(d, q->source.at[0].beg) : d->tokens.len;
  to->by_pronoun = first < d->tokens.len && d->tokens.upos && d->tokens.upos[first] == UPOS_PRON &&
                   d->tokens.at[first].end >= q->source.at[0].end;
}

static u32 rank_of(const term *sorted, u32 n, term v) {
  u32 lo = 0, hi = n;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (sorted[mid] < v) lo = mid + 1;
    else hi = mid;
  }
  return lo < n && sorted[lo] == v ? lo : 0;
}

static void number_words(prop_words w, const term *sorted, u32 n) {
  for (u32 k = 0; k < w.n; k++) w.at[k].set = rank_of(sorted, n, w.at[k].set);
}

// Sets get numbers of this story, in the same order, so that tables over them are as long as the story has words.
static void number_sets(props *p) {
  VEC(term) sets = {0};
  vec_push(p->mem, &sets, 0);
  for (u32 i = 0; i < p->n; i++) {
    for (u32 k = 0; k < p->at[i].own.n; k++) vec_push(p->mem, &sets, p->at[i].own.at[k].set);
    for (u32 k = 0; k < p->at[i].around.n; k++) vec_push(p->mem, &sets, p->at[i].around.at[k].set);
  }
  for (u32 i = 0; i < p->nsaid; i++)
    for (u32 k = 0; k < p->said[i].own.n; k++) vec_push(p->mem, &sets, p->said[i].own.at[k].set);
  qsort(sets.at, sets.len, sizeof *sets.at, by_number);
  for (u32 k = 0; k < sets.len; k++)
    if (!k || sets.at[k] != sets.at[k - 1]) sets.at[p->sets++] = sets.at[k];
  for (u32 i = 0; i < p->n; i++) {
    prop *x = &p->at[i];
    number_words(x->own, sets.at, p->sets);
    number_words(x->around, sets.at, p->sets);
    x->head = rank_of(sets.at, p->sets, x->head);
    x->subject = rank_of(sets.at, p->sets, x->subject);
    x->object = rank_of(sets.at, p->sets, x->object);
  }
  for (u32 i = 0; i < p->nsaid; i++) number_words(p->said[i].own, sets.at, p->sets);
}

static void weigh_words(const props *p, prop_words w, const float *local) {
  for (u32 k = 0; k < w.n; k++) {
    w.at[k].plain = term_weight(p->t, w.at[k].t);
    w.at[k].weight = w.at[k].plain * local[w.at[k].set];
  }
}

// A word that stands in most sentences of the story tells nothing about which of its claims is meant.
static void weigh_locally(props *p) {
  u32 sentences = 0, *in = NEWS(p->mem, u32, p->sets);
  for (u32 i = 0; i < p->n; i++) {
    const prop *x = &p->at[i];
    if (i && p->at[i - 1].article == x->article && p->at[i - 1].sentence == x->sentence) continue;
    sentences++;
    for (u32 k = 0; k < x->around.n; k++)
      if (!k || x->around.at[k - 1].set != x->around.at[k].set) in[x->around.at[k].set]++;
  }
  float *local = NEWS(p->mem, float, p->sets);
  for (u32 v = 1; v < p->sets; v++) local[v] = logf(((float)sentences + 2) / ((float)in[v] + 1)) / logf((float)sentences + 2);
  for (u32 i = 0; i < p->n; i++) weigh_words(p, p->at[i].own, local), weigh_words(p, p->at[i].around, local);
  for (u32 i = 0; i < p->nsaid; i++) weigh_words(p, p->said[i].own, local);
}

static void make_room(props *p, const stories *all, const story *s) {
  u32 claims = 0, said = 0;
  for (u32 i = 0; i < s->narticles; i++) {
    claims += all->docs[s->articles[i]]->claims.len;
    said += all->docs[s->articles[i]]->attributions.len;
  }
  p->at = NEWS(p->mem, prop, claims + 1);
  p->said = NEWS(p->mem, utterance, said + 1);
  p->rows = NEWS(p->mem, span, all->articles + 1);
}

props *props_of(stories *all, const story *s, const terms *t, actors *who) {
  props *p = NEW(all->mem, props);
  *p = (props){.mem = all->mem, .t = t};
  make_room(p, all, s);
  for (u32 i = 0; i < s->narticles; i++) {
    u32 a = s->articles[i], beg = p->n;
    for (u32 c = 1; c < all->docs[a]->claims.len; c++) {
      p->at[p->n] = (prop){.article = a, .claim = c};
      fill_prop(p, all->docs[a], &p->at[p->n++], who);
    }
    p->rows[a] = (span){beg, p->n};
    for (u32 k = beg; k < p->n; k++) {
      u32 q = all->docs[a]->claims.at[p->at[k].claim].attribution;
      p->at[k].utterance = q ? p->nsaid + q : 0;
    }
    for (u32 q = 1; q < all->docs[a]->attributions.len; q++) {
      p->said[p->nsaid] = (utterance){.article = a, .attribution = q};
      fill_utterance(p, all->docs[a], &p->said[p->nsaid++], who);
    }
  }
  number_sets(p);
  weigh_locally(p);
  return p;
}
