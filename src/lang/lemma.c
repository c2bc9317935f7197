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

typedef struct {
  strings scripts;
  table find;
} lemma_model;

static u32 find_script(const lemma_model *m, str form, str low, joint_tag tag) {
  u32 row = table_find(&m->find, lemma_word_key(form, tag));
  for (size_t n = MIN(low.n, (size_t)LONGEST_ENDING) + 1; !row && n-- > 0;)
    row = table_find(&m->find, lemma_ending_key(low, n, tag));
  return row;
}

static word lemma_of(doc *d, const lemma_model *m, u32 i) {
  const tokens *t = &d->tokens;
  str form = words_str(d->words, t->form[i]), low = words_str(d->words, t->low[i]);
  u32 row = find_script(m, form, low, (joint_tag){t->upos[i], t->xpos[i]});
  if (!row) return t->low[i];
  return words_id(d->words, lemma_apply(d->mem, strings_at(&m->scripts, row - 1), form, low));
}

void lemmatise(doc *d, str chunk) {
  str part[LEMMA_PARTS];
  lemma_model m;
  bool good = parts_view(chunk, LEMMA_KIND, part, LEMMA_PARTS);
  good &= strings_view(&m.scripts, part[LEMMA_SCRIPTS]);
  good &= table_view(&m.find, part[LEMMA_TABLE]);
  for (u32 i = 1; i < d->tokens.len; i++) d->tokens.lemma[i] = good ? lemma_of(d, &m, i) : d->tokens.low[i];
}
