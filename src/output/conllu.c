// Sentences, words, tags and trees in CoNLL-U (universaldependencies.org/format.html). TokenRange leads back to the text.
#include "doc/stages.h"
#include "output/outputs.h"

static str or_blank(str s) { return s.n ? s : S("_"); }

// The words of a multiword token end where the next word is not a later part of it.
static u32 surface_end(const doc *d, u32 first, u32 last) {
  u32 i = first + 1;
  while (i < last && (d->tokens.flags[i] & TOKEN_MULTI_REST)) i++;
  return i;
}

// One blank where white space stood: a line of text has no line ends.
static void put_text(out *o, const doc *d, const sentence *s) {
  out_lit(o, "# text = ");
  for (u32 i = s->first; i < s->last; i++) {
    out_str(o, token_str(d, i));
    if (i + 1 < s->last && !(d->tokens.flags[i] & TOKEN_GLUED)) out_byte(o, ' ');
  }
  out_byte(o, '\n');
}

static void put_misc(out *o, span at, bool glued) {
  if (glued) out_lit(o, "SpaceAfter=No|");
  out_lit(o, "TokenRange=");
  out_u64(o, at.beg);
  out_byte(o, ':');
  out_u64(o, at.end);
  out_byte(o, '\n');
}

static void put_range(out *o, const doc *d, const sentence *s, u32 first, u32 end) {
  span at = {d->tokens.at[first].beg, d->tokens.at[end - 1].end};
  out_u64(o, first - s->first + 1);
  out_byte(o, '-');
  out_u64(o, end - s->first);
  out_byte(o, '\t');
  out_str(o, doc_str(d, at));
  for (u32 column = 2; column < 9; column++) out_lit(o, "\t_");
  out_byte(o, '\t');
  put_misc(o, at, d->tokens.flags[end - 1] & TOKEN_GLUED);
}

static void put_tags(out *o, const doc *d, u32 i) {
  const tokens *t = &d->tokens;
  if (!(d->has & HAS_TAGS)) {
    out_lit(o, "\t_\t_\t_\t_");
    return;
  }
  const str field[] = {words_str(d->words, t->lemma[i]), upos_name((upos)t->upos[i]), xpos_name((xpos)t->xpos[i]),
                       words_str(d->words, t->feats[i])};
  for (u32 f = 0; f < COUNT_OF(field); f++) {
    out_byte(o, '\t');
    out_str(o, or_blank(field[f]));
  }
}

static void put_head(out *o, const doc *d, const sentence *s, u32 i) {
  if (!(d->has & HAS_HEADS)) {
    out_lit(o, "\t_\t_");
    return;
  }
  u32 head = d->tokens.head[i];
  out_byte(o, '\t');
  out_u64(o, head ? head - s->first + 1 : 0);
  out_byte(o, '\t');
  out_str(o, rel_name((rel)d->tokens.rel[i]));
}

static void put_word(out *o, const doc *d, const sentence *s, u32 i) {
  bool inside = d->tokens.flags[i] & (TOKEN_MULTI_FIRST | TOKEN_MULTI_REST);
  out_u64(o, i - s->first + 1);
  out_byte(o, '\t');
  out_str(o, token_str(d, i));
  put_tags(o, d, i);
  put_head(o, d, s, i);
  out_lit(o, "\t_\t");
  put_misc(o, d->tokens.at[i], !inside && (d->tokens.flags[i] & TOKEN_GLUED));
}

// A name may hold any byte; an id has no blanks, slashes or control characters.
static void put_id(out *o, str name) {
  for (size_t i = 0; i < name.n; i++) out_byte(o, (u8)name.p[i] <= ' ' || name.p[i] == '/' ? '_' : name.p[i]);
}

static void put_sentence(out *o, const doc *d, u32 number) {
  const sentence *s = &d->sentences.at[number];
  if (number == 1 || s->paragraph != s[-1].paragraph) out_lit(o, "# newpar\n");
  out_lit(o, "# sent_id = ");
  put_id(o, d->name);
  out_f(o, "-%u\n", number);
  put_text(o, d, s);
  for (u32 i = s->first; i < s->last; i++) {
    u32 end = surface_end(d, i, s->last);
    if ((d->tokens.flags[i] & TOKEN_MULTI_FIRST) && end > i + 1) put_range(o, d, s, i, end);
    put_word(o, d, s, i);
  }
  out_byte(o, '\n');
}

void write_doc_conllu(out *o, const doc *d, const write_options *w) {
  (void)w;
  if (!(d->has & HAS_TOKENS)) return;
  if (d->sentences.len > 1) {
    out_lit(o, "# newdoc id = ");
    put_id(o, d->name);
    out_byte(o, '\n');
  }
  for (u32 s = 1; s < d->sentences.len; s++) put_sentence(o, d, s);
}
