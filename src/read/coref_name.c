// Names of one bearer: the same spelling, a transliteration, a surname after the full name, an acronym with its long form.
#include "base/hash.h"
#include "base/utf8.h"
#include "read/alias.h"
#include "read/coref.h"

enum {
  BUCKET = 16,          // names that share a word and are compared, whatever the article
  MOST_OFFICIALS = 64,  // looked at for "the Fijian and Tongan ministers"
};

typedef struct {
  coref *k;
  words *keys;            // folded names and words of names
  u32 *cluster_of_key;    // [keys] the cluster with exactly this name
  u32 *bearers;           // [keys] first link of the clusters with this word in their name
  struct link {
    u32 cluster, next;
    bool last_word;
  } *links;
  u32 nlinks;
  bool *named;            // [clusters, at most one a markable] before the mention that is read
  size_t room;
} name_index;

static str mention_str(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  return doc_str(k->s->d, token_span(k->s->d, m->beg, m->end));
}

static str key_of(const coref *k, u32 row) {
  const markable *m = &k->m.at[row];
  arena *mem = k->s->mem;
  const lex_entry *e = m->kind == ENTITY_PLACE ? lex_tokens(k->s->d, LEX_COUNTRIES, m->beg, m->end) : NULL;
  if (e && (lex_says(e, "country") || lex_says(e, "adjective"))) return lex_value(e, "name");
  return utf8_fold(mem, mention_str(k, row));
}

// May move the tables: an id is taken before they are looked into.
static u32 key_id(name_index *x, str key) {
  word id = words_id(x->keys, key);
  while (id >= x->room) {
    size_t more = 2 * x->room;
    u32 *clusters_ = NEWS(x->k->s->mem, u32, more), *bearers = NEWS(x->k->s->mem, u32, more);
    memcpy(clusters_, x->cluster_of_key, x->room * sizeof *clusters_);
    memcpy(bearers, x->bearers, x->room * sizeof *bearers);
    x->cluster_of_key = clusters_;
    x->bearers = bearers;
    x->room = more;
  }
  return id;
}

static u32 words_in(const markable *m) { return m->end - m->beg; }

static void join_by_key(name_index *x, u32 row, str key) {
  coref *k = x->k;
  const markable *m = &k->m.at[row];
  u32 id = key_id(x, key), c = x->cluster_of_key[id];
  while (c && k->c.at[c].merged) c = k->c.at[c].merged;
  if (c && kinds_agree(m->kind, m->sure, k->c.at[c].kind, k->c.at[c].sure)) cluster_add(k, c, row);
  else x->cluster_of_key[id] = cluster_new(k, row);
}

// ---- persons

static void link_word(name_index *x, u32 c, str w, bool last_word) {
  str key = name_key(x->k->s->mem, w);
  if (!key.n) return;
  u32 id = key_id(x, key);
  x->links[++x->nlinks] = (struct link){c, x->bearers[id], last_word};
  x->bearers[id] = x->nlinks;
}

static bool genders_fit(const coref *k, u32 c, const markable *m) {
  return !m->gender || !k->c.at[c].gender || m->gender == k->c.at[c].gender;
}

// Another full name of the same person: looked for among those with the same surname.
static u32 same_person(name_index *x, u32 row) {
  coref *k = x->k;
  const markable *m = &k->m.at[row];
  u32 id = key_id(x, name_key(k->s->mem, token_str(k->s->d, m->end - 1))), steps = 0;
  for (u32 l = x->bearers[id]; l && steps < BUCKET; l = x->links[l].next, steps++) {
    u32 c = x->links[l].cluster;
    while (k->c.at[c].merged) c = k->c.at[c].merged;
    if (!genders_fit(k, c, m)) continue;
    if (person_names_match(mention_str(k, k->c.at[c].name), mention_str(k, row)) == NAMES_SAME) return c;
  }
  return 0;
}

static void index_person(name_index *x, u32 row) {
  coref *k = x->k;
  const doc *d = k->s->d;
  const markable *m = &k->m.at[row];
  u32 c = same_person(x, row);
  if (c) cluster_add(k, c, row);
  else c = cluster_new(k, row);
  if (k->c.at[c].first != row) return;
  link_word(x, c, token_str(d, m->beg), false);
  link_word(x, c, token_str(d, m->end - 1), true);
}

// The bearer of a single word: by surname before by first name, the first one named, before here if there is one. Of a family,
// news calls its principal by the bare surname, the others by their whole names.
static u32 bearer(name_index *x, u32 row) {
  coref *k = x->k;
  const markable *m = &k->m.at[row];
  bool person = m->kind == ENTITY_PERSON || !m->sure;
  u32 best = 0, steps = 0, key = key_id(x, name_key(k->s->mem, mention_str(k, row)));
  u64 most = 0;
  for (u32 l = x->bearers[key]; l && steps < BUCKET; l = x->links[l].next, steps++) {
    u32 c = x->links[l].cluster;
    if (!genders_fit(k, c, m) || (!person && !x->links[l].last_word)) continue;
    u64 score = ((u64)x->links[l].last_word << 33) + ((u64)x->named[c] << 32) + (UINT32_MAX - k->c.at[c].first);
    if (score > most) most = score, best = c;
  }
  return best;
}

static bool is_listed_name(const coref *k, const markable *m) {
  const doc *d = k->s->d;
  return lex_tokens(d, LEX_COUNTRIES, m->beg, m->end) || lex_tokens(d, LEX_BODIES, m->beg, m->end) ||
         lex_tokens(d, LEX_AGENCIES, m->beg, m->end) || lex_tokens(d, LEX_MEDIA, m->beg, m->end);
}

// ---- bodies

static bool all_capitals(str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (is_lower(s.p[i])) return false;
    n += is_upper(s.p[i]);
  }
  return n >= 2;
}

static u32 sorted_key(name_index *x, str name) {
  str key = name_key(x->k->s->mem, name), parts[12];
  u32 n = 0;
  while (key.n && n < COUNT_OF(parts)) {
    str w = str_token(&key, ' ');
    if (lex_says(lex_find(LEX_NAME_WORDS, w), "small")) continue;
    u32 at = n++;
    for (; at && str_cmp(parts[at - 1], w) > 0; at--) parts[at] = parts[at - 1];
    parts[at] = w;
  }
  str joined = S("=");
  for (u32 i = 0; i < n; i++) joined = str_join(x->k->s->mem, str_join(x->k->s->mem, joined, S(" ")), parts[i]);
  return key_id(x, joined);
}

// The first letters of a long name, or those of an acronym, as they are written: levelled spellings would lose some.
static u32 letters_key(name_index *x, str name, bool acronym) {
  char letters[16] = "@";
  u32 n = 1;
  str rest = utf8_fold(x->k->s->mem, name);
  if (acronym) return key_id(x, str_join(x->k->s->mem, S("@"), rest));
  while (rest.n && n < sizeof letters) {
    str w = str_token(&rest, ' ');
    if (w.n && is_alpha(w.p[0]) && !lex_says(lex_find(LEX_NAME_WORDS, w), "small")) letters[n++] = w.p[0];
  }
  return key_id(x, (str){letters, n});
}

static void merge_at_key(name_index *x, u32 id, u32 c) {
  u32 other = x->cluster_of_key[id];
  while (other && x->k->c.at[other].merged) other = x->k->c.at[other].merged;
  const cluster *a = &x->k->c.at[c], *b = &x->k->c.at[other];
  if (other && kinds_agree(a->kind, a->sure, b->kind, b->sure)) cluster_merge(x->k, c, other);
  else if (!other) x->cluster_of_key[id] = c;
}

static void join_bodies(name_index *x) {
  coref *k = x->k;
  u32 count = k->c.len;
  for (u32 c = 1; c < count; c++) {
    const cluster *it = &k->c.at[c];
    if (it->merged || it->kind == ENTITY_PERSON || it->kind == ENTITY_PLACE || !it->name) continue;
    str name = mention_str(k, it->name);
    if (words_in(&k->m.at[it->name]) > 1) {
      merge_at_key(x, sorted_key(x, name), c);
      if (!k->c.at[c].merged) merge_at_key(x, letters_key(x, name, false), c);
    } else if (all_capitals(name)) {
      merge_at_key(x, letters_key(x, name, true), c);
    }
  }
}

// "Korean Central News Agency (KCNA)": a name alone in brackets right after another is its short form.
static void join_brackets(coref *k) {
  const doc *d = k->s->d;
  u32 *ends = NEWS(k->s->mem, u32, MAX(d->tokens.len, 1u) + 1);
  for (u32 i = 1; i < k->m.len; i++)
    if (k->m.at[i].form == FORM_NAME) ends[k->m.at[i].end] = i;
  for (u32 i = 1; i < k->m.len; i++) {
    const markable *m = &k->m.at[i];
    if (m->form != FORM_NAME || m->beg < 2 || m->end >= d->tokens.len) continue;
    if (!str_eq(token_str(d, m->beg - 1), S("(")) || !str_eq(token_str(d, m->end), S(")"))) continue;
    u32 before = ends[m->beg - 1];
    if (!before || !k->of[before] || !k->of[i]) continue;
    str short_ = mention_str(k, i);
    if (is_acronym_of(short_, mention_str(k, before)) || (all_capitals(short_) && k->m.at[before].kind != ENTITY_PERSON))
      cluster_merge(k, cluster_of(k, before), cluster_of(k, i));
  }
}

// A shorter form of a long name ("Security Council" after "U.N. Security Council"): of those named before it, the last.
static void join_short_bodies(name_index *x) {
  coref *k = x->k;
  for (u32 i = 1; i < k->m.len; i++) {
    const markable *m = &k->m.at[i];
    if (m->form != FORM_NAME || m->kind == ENTITY_PERSON || m->flags & M_ADJECTIVE || words_in(m) < 2 ||
        is_listed_name(k, m)) {
      if (!(m->form == FORM_NAME && words_in(m) >= 2 && m->kind == ENTITY_ORGANISATION)) continue;
    }
    u32 c = cluster_of(k, i),
        key = key_id(x, str_join(k->s->mem, S("~"), name_key(k->s->mem, token_str(k->s->d, m->end - 1))));
    u32 last = x->cluster_of_key[key];
    while (last && k->c.at[last].merged) last = k->c.at[last].merged;
    if (last && last != c && k->c.at[last].name && k->c.at[c].name == i &&
        words_in(m) < words_in(&k->m.at[k->c.at[last].name]) &&
        body_names_match(mention_str(k, i), mention_str(k, k->c.at[last].name)) != NAMES_DIFFER)
      c = cluster_merge(k, last, c);
    if (words_in(&k->m.at[k->c.at[c].name]) > 2 || !last) x->cluster_of_key[key] = c;
  }
}

static bool is_firm(const coref *k, const markable *m) {
  const lex_entry *e = words_in(m) == 2 ? lex_find(LEX_HEADS, low_str(k->s->d, m->end - 1)) : NULL;
  return lex_says(e, "name") && str_eq(lex_value(e, "source"), S("company"));
}

static u32 *firm_with(name_index *x, const markable *m) {
  str first = name_key(x->k->s->mem, token_str(x->k->s->d, m->beg));
  u32 id = key_id(x, str_join(x->k->s->mem, S("<"), first));
  return &x->cluster_of_key[id];
}

static bool is_sure_body(const markable *m) { return m->kind == ENTITY_ORGANISATION && m->sure; }

static void note_firm(name_index *x, u32 row) {
  const markable *m = &x->k->m.at[row];
  if (!is_sure_body(m) || !is_firm(x->k, m)) return;
  u32 *firm = firm_with(x, m);
  if (!*firm) *firm = cluster_of(x->k, row);
}

// "United" after "United Airlines": the firm whose name begins with the word, 0 = none was named before. Other bodies have parts
// and makes that begin so ("Treasury Committee", "Google Chrome").
static u32 firm_called(name_index *x, u32 row) {
  const markable *m = &x->k->m.at[row];
  return is_sure_body(m) && words_in(m) == 1 ? *firm_with(x, m) : 0;
}

// ---- all names

// Names as hashes: at one in a million wrong ones, 4 bytes each instead of the strings. The low bit is the gender.
u32 first_name_hash(str low) { return (u32)hash_str(low) & ~1u; }

static u8 gender_of_first_name(const coref *k, const markable *m) {
  str low = low_str(k->s->d, m->beg);
  const lex_entry *e = lex_find(LEX_GENDERS, utf8_fold(k->s->mem, low));
  if (e) return lex_says(e, "f") ? GENDER_FEMALE : GENDER_MALE;
  u32 want = first_name_hash(low), lo = 0, hi = k->nfirsts;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if ((k->firsts[mid] & ~1u) < want) lo = mid + 1;
    else hi = mid;
  }
  if (lo == k->nfirsts || (k->firsts[lo] & ~1u) != want) return GENDER_UNKNOWN;
  return k->firsts[lo] & 1 ? GENDER_FEMALE : GENDER_MALE;
}

static bool is_full_person(const markable *m) {
  return m->form == FORM_NAME && m->kind == ENTITY_PERSON && words_in(m) > 1;
}

// Names that the user's table says to be one.
static void join_by_table(name_index *x) {
  coref *k = x->k;
  for (u32 i = 1; i < k->m.len && k->alias; i++) {
    if (k->m.at[i].form != FORM_NAME) continue;
    const alias_row *row = alias_find(k->alias, mention_str(k, i), k->s->mem);
    if (!row) continue;
    u32 id = key_id(x, str_join(k->s->mem, S("%"), row->name)), c = cluster_of(k, i), other = x->cluster_of_key[id];
    while (other && k->c.at[other].merged) other = k->c.at[other].merged;
    x->cluster_of_key[id] = other ? cluster_merge(k, other, c) : c;
  }
}

void coref_names(coref *k) {
  arena *mem = k->s->mem;
  name_index x = {.k = k, .keys = words_new(mem), .room = 1024};
  x.cluster_of_key = NEWS(mem, u32, x.room);
  x.bearers = NEWS(mem, u32, x.room);
  x.named = NEWS(mem, bool, (size_t)k->m.len + 1);
  x.links = NEWS(mem, struct link, 2 * (size_t)k->m.len + 2);
  for (u32 i = 1; i < k->m.len; i++) {
    markable *m = &k->m.at[i];
    if (!is_full_person(m)) continue;
    if (!m->gender) m->gender = gender_of_first_name(k, m);
    index_person(&x, i);
  }
  for (u32 i = 1; i < k->m.len; i++) {
    const markable *m = &k->m.at[i];
    if (m->form != FORM_NAME) continue;
    bool alone = !k->of[i] && words_in(m) == 1;
    u32 who = alone && !is_listed_name(k, m) ? bearer(&x, i) : 0;
    if (alone && !who) who = firm_called(&x, i);
    if (who) cluster_add(k, who, i);
    else if (!k->of[i]) join_by_key(&x, i, key_of(k, i));
    x.named[cluster_of(k, i)] = true;
    note_firm(&x, i);
  }
  join_by_table(&x);
  join_brackets(k);
  join_bodies(&x);
  join_short_bodies(&x);
}

static u32 country_index(u16 code) {
  u32 a = (u32)(code >> 8) - 'A', b = (u32)(code & 0xFF) - 'A';
  return a < 26 && b < 26 ? a * 26 + b : 0;
}

u32 country_cluster(const coref *k, u16 code) { return code ? k->country[country_index(code)] : 0; }

static void note_states(coref *k) {
  k->country = NEWS(k->s->mem, u32, COUNTRY_CODES);
  for (u32 c = 1; c < k->c.len; c++) {
    const cluster *it = &k->c.at[c];
    if (it->merged || !it->country || !it->name) continue;
    const markable *m = &k->m.at[it->name];
    const lex_entry *e = it->kind == ENTITY_PLACE ? lex_tokens(k->s->d, LEX_COUNTRIES, m->beg, m->end) : NULL;
    u32 *place_ = &k->country[country_index(it->country)];
    if (!*place_ && (lex_says(e, "country") || lex_says(e, "adjective"))) *place_ = c;
    if (it->kind == ENTITY_PERSON && it->source == SOURCE_OFFICIAL && k->officials.len < MOST_OFFICIALS)
      vec_push(k->s->mem, &k->officials, c);
  }
}

// A noun phrase with a name in apposition ("the spokesman, Dmitry Peskov") is the one who bears the name.
void coref_roles(coref *k) {
  for (u32 i = 1; i < k->m.len; i++) {
    const markable *m = &k->m.at[i], *owner = &k->m.at[m->owner];
    if (!m->owner || m->form != FORM_NAME || owner->form != FORM_NOMINAL || k->of[m->owner] || !k->of[i]) continue;
    if (owner->flags & M_COORDINATED || !kinds_agree(m->kind, m->sure, owner->kind, owner->sure)) continue;
    if ((m->kind == ENTITY_PLACE || !m->sure) && owner->kind != ENTITY_PLACE && owner->kind != ENTITY_PERSON) continue;
    cluster_add(k, cluster_of(k, i), m->owner);
  }
  note_states(k);
}
