#include "lang/lemma.h"

#include "base/hash.h"
#include "model/linear.h"

enum { MOST_CUT = '~' - '0' };

str lemma_apply(arena *mem, str script, str form, str low) {
  if (script.n < 2) return low;
  str from = script.p[0] == 'f' ? form : low;
  size_t cut = script.p[1] == '~' ? from.n : (size_t)(u8)(script.p[1] - '0');
  if (cut > from.n || (cut && cut < from.n && ((u8)from.p[from.n - cut] & 0xC0) == 0x80)) return from;   // never in a letter
  return str_join(mem, str_sub(from, 0, from.n - cut), str_from(script, 2));
}

str lemma_script(arena *mem, str form, str low, str lemma) {
  size_t same_low = 0, same_form = 0;
  while (same_low < low.n && same_low < lemma.n && low.p[same_low] == lemma.p[same_low]) same_low++;
  while (same_form < form.n && same_form < lemma.n && form.p[same_form] == lemma.p[same_form]) same_form++;
  bool as_written = same_form > same_low;
  str from = as_written ? form : low;
  size_t same = as_written ? same_form : same_low, cut = from.n - same;
  while (same && same < lemma.n && ((u8)lemma.p[same] & 0xC0) == 0x80) same--, cut++;
  if (cut >= MOST_CUT || !same) same = 0, cut = MOST_CUT;
  char head[2] = {as_written ? 'f' : 'l', (char)('0' + cut)};
  return str_join(mem, (str){head, 2}, str_from(lemma, same));
}

static u64 tag_atom(joint_tag tag) { return atom((u64)tag.upos << 8 | tag.xpos); }

u64 lemma_word_key(str form, joint_tag tag) { return feature4(1, hash_str(form), tag_atom(tag), 0, 0); }

u64 lemma_ending_key(str low, size_t ending, joint_tag tag) {
  return feature4(2, hash_str(str_from(low, low.n - ending)), tag_atom(tag), 0, 0);
}

u64 feats_word_key(str low, joint_tag tag) { return feature4(3, word_key(low), tag_atom(tag), 0, 0); }
u64 feats_tag_key(joint_tag tag) { return feature4(4, 0, tag_atom(tag), 0, 0); }

typedef struct {
  strings scripts, feats;
  table script_of, feats_of;
} lemma_model;

static bool model_view(lemma_model *m, str chunk) {
  str part[LEMMA_PARTS];
  bool good = parts_view(chunk, LEMMA_KIND, part, LEMMA_PARTS);
  good &= strings_view(&m->scripts, part[LEMMA_SCRIPTS]) && strings_view(&m->feats, part[LEMMA_FEATS]);
  return good && table_view(&m->script_of, part[LEMMA_TABLE]) && table_view(&m->feats_of, part[LEMMA_FEATS_TABLE]);
}

static word find_lemma(doc *d, const lemma_model *m, u32 i, joint_tag tag) {
  str form = words_str(d->words, d->tokens.form[i]), low = words_str(d->words, d->tokens.low[i]);
  u32 row = table_find(&m->script_of, lemma_word_key(form, tag));
  for (size_t n = MIN(low.n, (size_t)LONGEST_ENDING) + 1; !row && n-- > 0;)
    row = table_find(&m->script_of, lemma_ending_key(low, n, tag));
  return row ? words_id(d->words, lemma_apply(d->mem, strings_at(&m->scripts, row - 1), form, low)) : d->tokens.low[i];
}

static word find_feats(doc *d, const lemma_model *m, u32 i, joint_tag tag) {
  u32 row = table_find(&m->feats_of, feats_word_key(words_str(d->words, d->tokens.low[i]), tag));
  if (!row) row = table_find(&m->feats_of, feats_tag_key(tag));
  return row ? words_id(d->words, strings_at(&m->feats, row - 1)) : 0;
}

// What was found for a word and tag: most words of a text are repeated. Each has one place to be remembered in.
typedef struct {
  word form, lemma, feats;
  joint_tag tag;
} memory;

enum { MOST_MEMORIES = 4096 };

static memory *place_of(memory *all, u32 memories, word form, joint_tag tag) {
  return &all[(form * 31u + tag.xpos * 7u + tag.upos) % memories];
}

static void find_all(doc *d, const lemma_model *m) {
  tokens *t = &d->tokens;
  u32 memories = MIN(t->len, (u32)MOST_MEMORIES);
  memory *all = NEWS(d->mem, memory, memories);
  for (u32 i = 1; i < t->len; i++) {
    joint_tag tag = {t->upos[i], t->xpos[i]};
    memory *known = place_of(all, memories, t->form[i], tag);
    if (known->form != t->form[i] || known->tag.upos != tag.upos || known->tag.xpos != tag.xpos)
      *known = (memory){t->form[i], find_lemma(d, m, i, tag), find_feats(d, m, i, tag), tag};
    t->lemma[i] = known->lemma;
    t->feats[i] = known->feats;
  }
}

void lemmatise(doc *d, str chunk) {
  lemma_model m;
  memcpy(d->tokens.lemma, d->tokens.low, d->tokens.len * sizeof(word));
  if (model_view(&m, chunk)) find_all(d, &m);
}
