#include "read/turn.h"

#include "base/utf8.h"
#include "model/lexicon.h"

enum { LABEL_MOST = 6, INITIALS_MOST = 4, NAMES_MOST = 16 };

typedef enum { LABEL_NONE, LABEL_PERSON, LABEL_ASKER } label_kind;

typedef struct {
  label_kind kind;
  speaker_label by;
  u32 said;
} label;

typedef struct {
  const doc *d;
  u32 *persons;                  // [words] how often the word stands in a person's name
  speaker_label known[NAMES_MOST], last;   // the first names met as labels; the last label
  u32 nknown;
  turn_pieces found;
  u32 sure;                      // pieces that a later label has confirmed, or that stand beside their own
  bool open;                     // what comes next is still said by the last label
  u32 turns, askers, selves;     // turns of persons, labels of askers, turns with I or we in them
} finder;

static bool token_is(const doc *d, u32 t, const char *s) { return str_eq(token_str(d, t), str_of(s)); }

static bool is_capital(const doc *d, u32 t) {
  size_t len;
  return unicode_is_upper(utf8_at(d->text, d->tokens.at[t].beg, &len));
}

static bool is_person_tag(const doc *d, u32 t) { return name_kind_of(d->tokens.name[t]) == NAME_PERSON; }

static bool is_title(const doc *d, u32 t) { return lex_says(lex_find(LEX_HEADS, low_str(d, t)), "title"); }

static bool is_asker(const doc *d, u32 from, u32 to) {
  if (to == from + 1 && lex_has(LEX_ASKERS, low_str(d, from))) return true;
  return str_eq_nocase(doc_str(d, token_span(d, from, to)), d->meta.outlet.value);
}

// "AL" after "Ann Lee": a token of the name that the letters begin, 0 = none.
static u32 spelt_out(const finder *f, u32 t) {
  str letters = token_str(f->d, t);
  if (letters.n < 2 || letters.n > INITIALS_MOST) return 0;
  for (u32 i = 0; i < f->nknown; i++) {
    const speaker_label *k = &f->known[i];
    u32 same = 0;
    for (; same < letters.n && k->label + same < k->label_end; same++)
      if (f->d->text.p[f->d->tokens.at[k->label + same].beg] != letters.p[same]) break;
    if (same == letters.n && k->label + same == k->label_end) return k->who;
  }
  return 0;
}

static void note_label(finder *f, const speaker_label *by) {
  const doc *d = f->d;
  str name = doc_str(d, token_span(d, by->label, by->label_end));
  f->last = *by;
  for (u32 i = 0; i < f->nknown; i++)
    if (str_eq(name, doc_str(d, token_span(d, f->known[i].label, f->known[i].label_end)))) return;
  if (f->nknown < NAMES_MOST) f->known[f->nknown++] = *by;
}

static label_kind kind_of_label(finder *f, speaker_label *by) {
  const doc *d = f->d;
  u32 from = by->label, to = by->label_end;
  by->who = to - 1;
  if (is_asker(d, from, to)) return LABEL_ASKER;
  u32 spelt = to == from + 1 ? spelt_out(f, from) : 0;
  if (spelt) return by->who = spelt, LABEL_PERSON;
  u32 first = from + (token_is(d, from, "THE") || token_is(d, from, "The"));
  if (first < to && is_title(d, first)) return LABEL_PERSON;
  if (to == from + 1) return f->persons[d->tokens.low[from]] > 1 ? LABEL_PERSON : LABEL_NONE;
  return is_person_tag(d, from) && is_person_tag(d, to - 1) ? LABEL_PERSON : LABEL_NONE;
}

// `((Ann Lee))` or `Ann Lee:` at the head of a paragraph [first, last).
static label label_at(finder *f, u32 first, u32 last) {
  const doc *d = f->d;
  label l = {.by = {first, 0, 0}};
  u32 t = first;
  while (t < last && t < first + 2 && d->text.p[d->tokens.at[t].beg] == '(') t++;
  bool brackets = str_starts(str_from(d->text, d->tokens.at[first].beg), S("(("));
  if (t > first && !brackets) return l;
  l.by.label = t;
  while (t < last && t - l.by.label < LABEL_MOST && is_capital(d, t)) t++;
  l.by.label_end = t;
  if (t == l.by.label || t >= last || !token_is(d, t, brackets ? ")" : ":")) return l;
  while (t < last && (token_is(d, t, ")") || token_is(d, t, ":"))) t++;
  l.said = t;
  l.kind = kind_of_label(f, &l.by);
  return l;
}

static bool has_self(const doc *d, u32 from, u32 to) {
  for (u32 t = from; t < to; t++)
    if (lex_says(lex_find(LEX_LINKS, low_str(d, t)), "self")) return true;
  return false;
}

static void add_piece(finder *f, arena *mem, u32 sentence_, u32 said, u32 last, const speaker_label *by, bool first) {
  if (said >= last) return;
  vec_push(mem, &f->found, ((turn_piece){sentence_, said, *by, first}));
  if (!first) return;
  f->sure = f->found.len;
  f->turns++;
  f->selves += has_self(f->d, said, last);
}

// The sentences [from, to) of a paragraph.
static void take_paragraph(finder *f, arena *mem, u32 from, u32 to) {
  const doc *d = f->d;
  u32 first = d->sentences.at[from].first, last = d->sentences.at[to - 1].last;
  label l = label_at(f, first, last);
  if (l.kind != LABEL_NONE) f->sure = f->found.len;
  if (l.kind == LABEL_ASKER) f->askers++, f->open = false;
  if (l.kind == LABEL_PERSON) {
    note_label(f, &l.by);
    f->open = true;
    add_piece(f, mem, from, l.said, last, &l.by, true);
  } else if (f->open && l.kind == LABEL_NONE) {
    const speaker_label *by = &f->last;
    bool asks = token_is(d, last - 1, "?"), begun = f->found.len && f->found.at[f->found.len - 1].by.label == by->label;
    if (asks) f->open = false, f->sure = f->found.len;
    else add_piece(f, mem, from, first, last, by, !begun);
  }
}

static u32 *count_persons(arena *mem, const doc *d) {
  u32 *count = NEWS(mem, u32, words_count(d->words));
  for (u32 t = 1; t < d->tokens.len; t++) count[d->tokens.low[t]] += is_person_tag(d, t);
  return count;
}

turn_pieces turns_find(arena *mem, const doc *d) {
  finder f = {.d = d};
  if (!d->tokens.name) return f.found;
  f.persons = count_persons(mem, d);
  const sentence *s = d->sentences.at;
  for (u32 i = 1, end; i < d->sentences.len; i = end) {
    for (end = i + 1; end < d->sentences.len && s[end].paragraph == s[i].paragraph && s[end].zone == s[i].zone;) end++;
    zone_kind kind = zone_at(d, s[i].at.beg);
    if (kind == ZONE_HEADLINE || kind == ZONE_STANDFIRST) f.open = false;
    else if (kind == ZONE_BODY) take_paragraph(&f, mem, i, end);
  }
  bool some = (f.turns > 1 || (f.turns && f.askers)) && 2 * f.selves >= f.turns;
  f.found.len = some ? f.sure : 0;
  return f.found;
}
