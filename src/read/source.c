// Who says what: cues, their sources and contents, quotations, chains, how surely.
#include "doc/stages.h"
#include "read/attrib.h"

enum { CUES_MOST = 1 << 20, REST_MOST = 8 };
static const float CUE_P = .22f, SAYING_P = .2f, LEADING_P = .4f, ASIDE_P = .95f;   // best F1 of attributions on dev; flat in cross-validation

static u32 to_pieces(const bool *in, run window, run piece[PIECES_MOST]) {
  u32 n = 0;
  for (u32 t = window.from; t < window.to; t++) {
    if (!in[t - window.from]) continue;
    u32 from = t;
    while (t < window.to && in[t - window.from]) t++;
    if (n == PIECES_MOST) {
      piece[n - 1].to = t;
    } else {
      piece[n++] = (run){from, t};
    }
  }
  return n;
}

static bool within(const saying *a, u32 token) {
  for (u32 i = 0; i < a->pieces; i++)
    if (token >= a->piece[i].from && token < a->piece[i].to) return true;
  return false;
}

// "according to council spokesman Dan Ruiz", "research company Data Lab": where the tree parts what one is from the name behind
// it, both are the source.
static void take_name(const scene *s, phrase *p) {
  const tokens *k = &s->d->tokens;
  u32 to = p->at.to, from = to;
  if (!p->head || k->xpos[p->head] != XPOS_NN || p->head + 1 != to || to >= k->len || k->sentence[to] != k->sentence[p->head]) return;
  const lex_entry *e = lex_find(LEX_HEADS, lemma_str(s->d, p->head));
  bool body = str_eq(lex_value(e, "kind"), S("organisation"));
  name_kind kind = body ? NAME_ORGANISATION : NAME_PERSON;
  if ((!body && !lex_says(e, "title")) || s->name[to] != name_begin(kind)) return;
  for (to++; to < k->len && s->name[to] == name_inside(kind);) to++;
  p->at.to = to, p->head = from;
}

// "Harbour Union medical adviser Ann Lee told them": all up to the verb is the source, where the tree ends it early, and the name
// at its end is whose words they are.
static void take_rest(const scene *s, run cue, phrase *p) {
  const tokens *k = &s->d->tokens;
  u32 name = cue.from;
  if (!p->head || p->at.to >= cue.from || cue.from > p->at.to + REST_MOST || k->sentence[p->head] != k->sentence[cue.from]) return;
  for (u32 t = p->at.to; t < cue.from; t++)
    if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_PROPN && k->upos[t] != UPOS_ADJ) return;
  while (name > p->at.to && s->name[name - 1] == name_inside(NAME_PERSON)) name--;
  if (name == p->at.to || s->name[name - 1] != name_begin(NAME_PERSON)) return;
  p->at.to = cue.from, p->head = name - 1;
}

// "the president-elect": where the tree parts the words of a compound, all of it is the source.
static void take_compound(const scene *s, phrase *p) {
  const doc *d = s->d;
  u32 from = p->at.from;
  while (p->head && from > 2 && token_clings(d, from) && token_clings(d, from - 1) && str_eq(token_str(d, from - 1), S("-")) && is_word(d, from - 2)) from -= 2;
  if (from == p->at.from) return;
  while (from > 1 && d->tokens.sentence[from - 1] == d->tokens.sentence[from] && (d->tokens.upos[from - 1] == UPOS_DET || d->tokens.upos[from - 1] == UPOS_ADJ)) from--;
  p->at.from = from;
}

// "According to three people": they stand right behind it, whatever the choice makes of the words before.
static void take_behind(const scene *s, u32 anchor, run cue, phrase *p) {
  phrase found[SOURCES_MOST];
  if (!str_eq(low_str(s->d, cue.from), S("according")) || cue.to != cue.from + 2 || p->at.from >= cue.to) return;
  u32 n = source_candidates(s, anchor, cue, found), best = n;
  for (u32 i = 0; i < n; i++)
    if (found[i].at.from >= cue.to && found[i].at.from < cue.to + 2 && (best == n || found[i].at.from < found[best].at.from)) best = i;
  if (best < n) *p = found[best];
}

// "Last week by the Gazette": it begins behind what leads to its own head.
static void drop_lead(const scene *s, phrase *p) {
  for (u32 i = p->at.from; i < p->head; i++)
    if (s->d->tokens.head[i] == p->head && rel_is(s->d->tokens.rel[i], REL_CASE)) p->at.from = i + 1;
}

static void find_source(const scene *s, const scorer *m, saying *a) {
  guess best[RIVALS_MOST + 1];
  u32 n = source_guesses(s, m, a->anchor, a->cue, best, COUNT_OF(best)), kept = 0;
  a->source = best[0].at, a->p_source = best[0].p;
  take_behind(s, a->anchor, a->cue, &a->source);
  drop_lead(s, &a->source);
  take_name(s, &a->source);
  take_rest(s, a->cue, &a->source);
  take_compound(s, &a->source);
  for (u32 i = 1; i < n; i++)
    if (best[i].at.head) a->rival[kept] = best[i].at, a->p_rival[kept++] = best[i].p;
}

// "As the Courier first reported": such a clause does nothing but vouch.
static bool vouches_aside(const scene *s, u32 anchor, const phrase *source) {
  u32 mark = scene_child(s, anchor, REL_MARK);
  bool as = mark && str_eq(low_str(s->d, mark), S("as")) && s->d->tokens.rel[anchor] == REL_ADVCL;
  return as && source->head && (lex_says(s->cue[anchor], "say") || lex_says(s->cue[anchor], "report"));
}

static saying read_cue(scene *s, const scorer *m, u32 anchor, float p) {
  saying a = {.anchor = anchor, .cue = cue_reach(s, m, anchor), .p_cue = p};
  find_source(s, m, &a);
  if (vouches_aside(s, anchor, &a.source)) a.p_cue = MAX(p, ASIDE_P);
  arena_mark here = arena_here(s->mem);
  asking ask = asking_of(s, anchor, a.cue, a.source);
  bool *in = NEWS(s->mem, bool, ask.window.to - ask.window.from);
  content_best(&ask, m, in, &a.p_content, &a.p_empty);
  a.pieces = to_pieces(in, ask.window, a.piece);
  arena_back(s->mem, here);
  make_whole(s, &a);
  return a;
}

static bool bears_words(const scene *s, u32 verb, u32 bearer) {
  const tokens *k = &s->d->tokens;
  if (!bearer || k->upos[bearer] == UPOS_PRON) bearer = rel_is(k->rel[verb], REL_ACL) ? k->head[verb] : bearer;
  return bearer && lex_has(LEX_INSCRIPTIONS, lemma_str(s->d, bearer));
}

// The word that a quotation among the pieces hangs on, 0 where it is the cue's.
static u32 governor(const scene *s, const saying *a, u32 piece) {
  run r = a->piece[piece];
  if (!s->inside[r.from]) return 0;
  for (u32 t = r.from; t < r.to; t++) {
    u32 head = s->d->tokens.head[t];
    if (head && (head < r.from || head >= r.to) && is_word(s->d, t)) return head == a->anchor ? 0 : head;
  }
  return 0;
}

// A slogan reads, a banner says: words that nobody speaks, whatever other word was taken for their cue. False where no others
// are left.
static bool drop_inscriptions(const scene *s, saying *a) {
  u32 kept = 0;
  for (u32 i = 0; i < a->pieces; i++) {
    u32 verb = governor(s, a, i);
    if (!verb || !bears_words(s, verb, scene_child(s, verb, REL_NSUBJ))) a->piece[kept++] = a->piece[i];
  }
  a->pieces = kept;
  return kept && !bears_words(s, a->anchor, a->source.head);
}

// "…, adding that": a participle of speech without a source of its own has that of the saying before it.
static void lend_source(const scene *s, sayings *all, saying *a) {
  const doc *d = s->d;
  const saying *before = &all->at[all->len - 1];
  if (a->source.head || d->tokens.xpos[a->anchor] != XPOS_VBG || !lex_says(s->cue[a->anchor], "speech")) return;
  if (all->len < 2 || !before->source.head || d->tokens.sentence[before->anchor] != d->tokens.sentence[a->anchor]) return;
  a->source = before->source;
}

// A new cue is a new attribution: what stands behind it, where the cue itself is not said, is no longer the first one's.
static void part(const saying *next, saying *a) {
  if (next->anchor <= a->anchor || within(a, next->anchor)) return;
  u32 kept = 0;
  for (u32 i = 0; i < a->pieces; i++)
    if (!kept || a->piece[i].from < next->cue.to || !within(next, a->piece[i].from)) a->piece[kept++] = a->piece[i];
  a->pieces = kept;
}

static void end_content(saying *a, u32 before) {
  u32 kept = 0;
  for (u32 i = 0; i < a->pieces; i++)
    if (a->piece[i].from < before) a->piece[kept] = a->piece[i], a->piece[kept].to = MIN(a->piece[kept].to, before), kept++;
  a->pieces = kept;
}

static bool parts_speakers(const doc *d, u32 t) {
  return str_eq(token_str(d, t), S(";")) || str_eq(low_str(d, t), S("while")) || str_eq(low_str(d, t), S("whereas"));
}

// "Critics say …; supporters insist that …": behind a semicolon or a "while" a new speaker has words of their own.
static void part_at_mark(const scene *s, const saying *next, saying *a) {
  const tokens *k = &s->d->tokens;
  u32 first = next->source.head ? MIN(next->source.at.from, next->cue.from) : next->cue.from, mark = first;
  if (!next->source.head || !within(a, next->anchor) || s->inside[next->anchor] || a->anchor > first) return;
  while (mark > a->cue.to && mark + 3 > first && !parts_speakers(s->d, mark)) mark--;
  if (!parts_speakers(s->d, mark) || k->sentence[mark] != k->sentence[a->anchor]) return;
  end_content(a, mark);
}

// "Analysts expect a loss and said that …": of one speaker's two verbs the second has words of its own.
static void part_joined(const scene *s, const saying *next, saying *a) {
  const tokens *k = &s->d->tokens;
  u32 and = next->cue.from - 1;
  if (k->upos[and] == UPOS_ADV) and--;
  bool joined = next->anchor > a->anchor && k->upos[and] == UPOS_CCONJ && is_finite(k->xpos[next->cue.from]);
  if (joined && next->source.head && next->source.head == a->source.head && within(a, next->anchor) && !s->inside[next->anchor]) end_content(a, and);
}

static void part_all(const scene *s, sayings *all) {
  enum { SAME_SENTENCE = 6 };
  const u32 *of = s->d->tokens.sentence;
  for (u32 i = 1; i < all->len; i++)
    for (u32 j = i + 1; j < all->len && j < i + SAME_SENTENCE && of[all->at[j].anchor] == of[all->at[i].anchor]; j++)
      part(&all->at[j], &all->at[i]), part_at_mark(s, &all->at[j], &all->at[i]), part_joined(s, &all->at[j], &all->at[i]);
}

// Nobody is reported in what promotes, names the writer or credits a picture.
static bool zone_reports(const doc *d, u32 token) {
  zone_kind z = zone_at(d, d->tokens.at[token].beg);
  return z != ZONE_PROMO && z != ZONE_METADATA && z != ZONE_BYLINE && z != ZONE_CREDIT;
}

// "A train is seen at the border": below a picture it tells what can be seen there, and not that somebody reports it.
static bool describes_picture(const scene *s, const saying *a) {
  const tokens *k = &s->d->tokens;
  if (a->source.head || k->xpos[a->anchor] != XPOS_VBN || zone_at(s->d, k->at[a->anchor].beg) != ZONE_CAPTION) return false;
  return lex_says(s->cue[a->anchor], "show") || str_eq(lemma_str(s->d, a->anchor), S("see"));
}

// "They added a clause to the law": a verb that goes on with what was said, or with what was done.
static bool goes_on_with_deed(const scene *s, const saying *a) {
  const tokens *k = &s->d->tokens;
  if (a->pieces != 1 || !lex_says(s->cue[a->anchor], "goes-on")) return false;
  u32 head = head_of_run(s->d, a->piece[0]);
  return k->head[head] == a->anchor && k->rel[head] == REL_OBJ && k->upos[head] == UPOS_NOUN && !s->inside[head];
}

sayings read_cues(scene *s, const scorer *m) {
  enum { CROWDED = 24 };   // cues within REACH tokens: no news text has so many
  sayings all = {0};
  u32 read[CROWDED] = {0}, count = 0;
  vec_push(s->mem, &all, (saying){0});
  for (u32 t = 1; t < s->d->tokens.len && all.len < CUES_MOST; t++) {
    u32 oldest = read[count % CROWDED];
    if (!cue_may_be(s, t) || (oldest && t < oldest + REACH)) continue;
    traits x;
    cue_traits(s, t, &x);
    float p = squash(score_label(m, &x, 0));
    if (p < CUE_P || !zone_reports(s->d, t)) continue;
    read[count++ % CROWDED] = t;
    saying a = read_cue(s, m, t, p);
    if (describes_picture(s, &a) || goes_on_with_deed(s, &a)) continue;
    if (p * (1 - a.p_empty) < SAYING_P && !(lead_on(s, &a) && p >= LEADING_P)) continue;
    if (!drop_inscriptions(s, &a) || is_title(s, &a) || is_in_question(s, &a)) continue;
    lend_source(s, &all, &a);
    vec_push(s->mem, &all, a);
  }
  part_all(s, &all);
  return all;
}

static u64 tenths(float p, float finest) {
  u64 step = 0;
  for (float odds = p / (1 - p + 1e-6f); odds > finest && step < 12; odds /= 2) step++;
  return step;
}

void sure_traits(const scene *s, const saying *a, traits *t) {
  u64 cue = tenths(a->p_cue, .25f), content = tenths(a->p_content, .02f), type = saying_type(s, a->content);
  traits_clear(t);
  trait(t, ASK_P, a->carried != 0, 0);
  trait(t, ASK_P + 1, cue, 0);
  trait(t, ASK_P + 2, content, 0);
  trait(t, ASK_P + 3, tenths(a->p_source, .1f), 0);
  trait(t, ASK_P + 4, type, content / 2);
  trait(t, ASK_P + 5, cue / 2, content / 2);
  trait(t, ASK_P + 6, a->pieces, type);
  trait(t, ASK_P + 7, tenths(1 - a->p_empty, .1f) / 2, type);
}

// p is learned from models that have not seen a part of the articles; the one of all of them is right a little more often.
// Fitted on the development part of the chains.
static const float SURE_SHIFT = .2f;

static attribution record_of(scene *s, const scorer *m, const saying *a) {
  attribution r = {.type = saying_type(s, a->content), .content = a->content, .mod = mod_best(s, m, a)};
  if (a->anchor && is_word(s->d, a->cue.from)) r.cue = spans_one(s->mem, token_span(s->d, a->cue.from, a->cue.to));
  if (a->source.head) r.source = spans_one(s->mem, token_span(s->d, a->source.at.from, a->source.at.to));
  r.said = saying_time(s, a);
  traits t;
  sure_traits(s, a, &t);
  r.p = squash(score_label(m, &t, 0) + SURE_SHIFT);
  return r;
}

static u32 first_byte(const saying *a) { return a->content.at[0].beg; }

// By first byte of the content, then by place of the cue: merging by halves keeps equal ones in order.
static void sort_rows(arena *mem, const sayings *all, u32 *row, u32 n) {
  u32 *other = NEWS(mem, u32, n);
  for (u32 width = 1; width < n; width *= 2) {
    for (u32 i = 0; i < n; i += 2 * width) {
      u32 a = i, b = MIN(i + width, n), a_end = b, b_end = MIN(i + 2 * width, n);
      for (u32 k = i; k < b_end; k++)
        other[k] = b >= b_end || (a < a_end && first_byte(&all->at[row[a]]) <= first_byte(&all->at[row[b]])) ? row[a++] : row[b++];
    }
    memcpy(row, other, n * sizeof *row);
  }
}

static void order_content(spans list) {
  for (u32 i = 1; i < list.len; i++)
    for (u32 j = i; j && list.at[j].beg < list.at[j - 1].beg; j--) {
      span swap = list.at[j];
      list.at[j] = list.at[j - 1];
      list.at[j - 1] = swap;
    }
}

static sayings with_content(scene *s, const sayings *all) {
  sayings kept = {0};
  u32 *now = NEWS(s->mem, u32, all->len);
  vec_push(s->mem, &kept, (saying){0});
  for (u32 i = 1; i < all->len; i++) {
    if (!all->at[i].content.len) continue;
    now[i] = kept.len;
    order_content(all->at[i].content);
    vec_push(s->mem, &kept, all->at[i]);
    kept.at[now[i]].carried = now[all->at[i].carried];
  }
  return kept;
}

void stage_source(doc *d, const kit *k) {
  scorer m;
  if (!scorer_of(pack_chunk(k->pack, "attrib"), &m) || d->tokens.len < 2 || !d->tokens.head) return;
  scene *s = d->scene = scene_of(d->mem, d, k);
  sayings found = read_cues(s, &m);
  take_cited(s, &found);
  read_posts(s, &found);
  read_headlines(s, &found);
  follow_quotes(s, &found);
  sayings all = with_content(s, &found);
  u32 n = all.len - 1, *row = NEWS(d->mem, u32, n);
  for (u32 i = 0; i < n; i++) row[i] = i + 1;
  sort_rows(d->mem, &all, row, n);
  for (u32 i = 0; i < n; i++) {
    all.at[row[i]].row = d->attributions.len;
    vec_push(d->mem, &d->attributions, record_of(s, &m, &all.at[row[i]]));
  }
  chain_all(s, &m, &all);
}
