// What stands around a place's name: the country behind its comma or before it, and whether it acts or is where something is.
#include "read/place.h"

static bool upper(const doc *d, u32 t) { return is_upper(d->text.p[d->tokens.at[t].beg]); }
static str low_word(const void *from, u32 t) { return low_str(from, t); }
#define low_is(d, t, text) str_eq(low_str(d, t), S(text))

static const lex_entry *country_at(const doc *d, u32 t, u32 last, u32 *len) {
  return t < last && upper(d, t) ? lex_phrase(LEX_COUNTRIES, t, MIN(last, t + 5), low_word, d, len) : NULL;
}

void count_lands(const doc *d, lands *l) {
  l->len = 0;
  for (u32 t = 1; t < d->tokens.len;) {
    u32 len = 1;
    const lex_entry *e = country_at(d, t, d->tokens.len, &len);
    str code = lex_says(e, "capital") ? (str){0} : lex_value(e, "cc");
    t += e ? len : 1;
    if (code.n != 2) continue;
    u32 i = 0;
    while (i < l->len && memcmp(l->code[i], code.p, 2)) i++;
    if (i == MOST_LANDS) continue;
    if (i == l->len) memcpy(l->code[l->len++], code.p, 2), l->code[i][2] = 0, l->count[i] = 0;
    l->count[i]++;
  }
}

u32 land_count(const lands *l, const char *code) {
  for (u32 i = 0; i < l->len; i++)
    if (!memcmp(l->code[i], code, 2)) return l->count[i];
  return 0;
}

static void set_country(surroundings *s, str code) {
  if (code.n == 2 && !s->country[0]) memcpy(s->country, code.p, 2);
}

// A region by its name or short form: "Texas", "Ont."
static str region_named(const doc *d, const gazetteer *g, u32 first, u32 last, surroundings *s) {
  str name = doc_str(d, token_span(d, first, last)), key = place_key(d->mem, name);
  str full = lex_value(lex_find(LEX_PLACES, key), "short");
  const u32 *list;
  if (full.n) {
    char *copy = (char *)(uintptr_t)str_copy(d->mem, full).p;
    for (size_t i = 0; i < full.n; i++)
      if (copy[i] == '_') copy[i] = ' ';
    name = (str){copy, full.n};
  }
  u32 n = gazetteer_find(g, gazetteer_key(d->mem, name), &list);
  u32 region = 0;
  bool city = false;
  for (u32 i = 0; i < n; i++) {
    if ((list[i] & 1) || list[i] >> 1 >= g->rows) continue;
    if (g->row[list[i] >> 1].kind != GAZ_REGION) city = true;
    else if (!region) region = list[i] >> 1;
  }
  bool listed = last < d->tokens.len && (upper(d, last) || d->tokens.upos[last] == UPOS_CCONJ);   // "Paris, Berlin", "Chicago, New York and Boston"
  if (region && !city && !s->admin.n && !listed) memcpy(s->admin_country, g->row[region].country, 2);
  if (region) return gazetteer_name(g, region);
  str line = lex_value(lex_find(LEX_PLACES, key), "admin");
  return line;
}

// "Narva, Estonia", "Paris, Texas", "Cambridge in Massachusetts".
static void look_behind(const doc *d, const gazetteer *g, u32 end, u32 last, surroundings *s) {
  if (end + 1 >= last || !(low_is(d, end, ",") || low_is(d, end, "in") || low_is(d, end, "("))) return;
  u32 next = end + 1, len = 0;
  while (next < last && !upper(d, next) && next < end + 3) next++;   // "in southern France"
  const lex_entry *e = country_at(d, next, last, &len);
  bool comma = low_is(d, end, ",");
  for (u32 n = 3; comma && n > 0; n--) {
    if (next + n > last || !upper(d, next + n - 1) || !upper(d, next)) continue;
    str region = region_named(d, g, next, next + n, s);
    if (region.n && !s->admin.n) s->admin = region;
    if (region.n) break;
  }
  if (e && !lex_says(e, "people")) set_country(s, lex_value(e, "cc"));
}

// "Norway's Troms region", "the French town of Lens", "Japan's northern Hokkaido".
static void look_before(const doc *d, u32 beg, u32 first, surroundings *s) {
  for (u32 t = beg; t-- > first && beg - t <= 6;) {
    if (d->tokens.upos[t] == UPOS_VERB || d->tokens.upos[t] == UPOS_PUNCT) return;
    if (t > first && (low_is(d, t, "'s") || low_is(d, t, "’s"))) continue;
    for (u32 n = 3; n > 0; n--) {
      u32 len = 0;
      if (t + 1 < first + n) continue;
      const lex_entry *e = country_at(d, t + 1 - n, t + 1, &len);
      if (!e || len != n) continue;
      bool owner = low_is(d, t + 1, "'s") || low_is(d, t + 1, "’s");
      if (owner || lex_says(e, "adjective")) set_country(s, lex_value(e, "cc"));
      return;
    }
  }
}

// Does the phrase that ends before `next` act? "Moscow said", "Paris will ban", "Tokyo is seeking"; not "Rome is a city".
static bool acts(const doc *d, u32 next, u32 last) {
  while (next < last && (d->tokens.upos[next] == UPOS_ADV || d->tokens.upos[next] == UPOS_PART)) next++;
  if (next >= last) return false;
  u8 pos = d->tokens.upos[next], tag = d->tokens.xpos[next];
  str lemma = words_str(d->words, d->tokens.lemma[next]);
  if (pos == UPOS_VERB && (tag == XPOS_VBD || tag == XPOS_VBZ || tag == XPOS_VBP)) return !lex_has(LEX_STILL_VERBS, lemma);
  if (pos != UPOS_AUX) return false;
  for (u32 t = next + 1; t < last && t < next + 5; t++) {
    if (d->tokens.upos[t] == UPOS_ADV || d->tokens.upos[t] == UPOS_AUX || d->tokens.upos[t] == UPOS_PART) continue;
    bool be = str_eq(lemma, S("be")), asked = d->tokens.xpos[t] == XPOS_VBN && lex_has(LEX_CUES, words_str(d->words, d->tokens.lemma[t]));
    if (d->tokens.upos[t] != UPOS_VERB || lex_has(LEX_STILL_VERBS, words_str(d->words, d->tokens.lemma[t]))) return false;
    return !be || d->tokens.xpos[t] == XPOS_VBG || asked;
  }
  return false;
}

static bool place_preposition(const doc *d, u32 t) {
  return low_is(d, t, "in") || low_is(d, t, "at") || low_is(d, t, "near") || low_is(d, t, "outside") || low_is(d, t, "around") ||
         low_is(d, t, "across") || low_is(d, t, "inside") || low_is(d, t, "toward") || low_is(d, t, "towards") || low_is(d, t, "into") ||
         low_is(d, t, "through");
}

static bool state_word(const doc *d, u32 t, const char *as) {
  return lex_says(lex_find(LEX_STATE_NOUNS, words_str(d->words, d->tokens.lemma[t])), as);
}

// "between Seoul and Tokyo", "supplied Moscow with arms", "Washington's warnings", "pressure on Ankara": a body is meant.
static bool is_dealt_with(const doc *d, u32 beg, u32 end, u32 first, u32 last) {
  if (end + 1 < last && (low_is(d, end, "'s") || low_is(d, end, "’s")))
    return lex_has(LEX_CUES, words_str(d->words, d->tokens.lemma[end + 1])) || state_word(d, end + 1, "noun");
  if (beg <= first) return false;
  if (d->tokens.upos[beg - 1] == UPOS_VERB) return state_word(d, beg - 1, "verb");
  if (d->tokens.upos[beg - 1] != UPOS_ADP || beg < first + 2) return false;
  return state_word(d, beg - 2, "noun") && !low_is(d, beg - 1, "in") && !low_is(d, beg - 1, "at");
}

void survey_places(const doc *d, const gazetteer *g, surroundings *s) {
  if (!d->tokens.upos || !d->tokens.xpos || !d->tokens.lemma) return;
  for (u32 i = 1; i < d->mentions.len; i++) {
    const mention *m = &d->mentions.at[i];
    if (m->form != FORM_NAME || m->first >= m->last) continue;
    const sentence *at = &d->sentences.at[d->tokens.sentence[m->first]];
    surroundings *e = &s[m->entity];
    e->mentions++;
    look_behind(d, g, m->last, at->last, e);
    look_before(d, m->first, at->first, e);
    bool place_before = m->first > at->first && place_preposition(d, m->first - 1);
    bool adposition = m->first > at->first && d->tokens.upos[m->first - 1] == UPOS_ADP;
    if ((acts(d, m->last, at->last) && !adposition) || is_dealt_with(d, m->first, m->last, at->first, at->last)) e->agent++;
    else if (place_before) e->local++;
  }
}
