#include "treebank.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/out.h"
#include "base/utf8.h"
#include "doc/stages.h"
#include "xz.h"

typedef struct {
  str field[10];
} line;

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

// What grows while a document is read; it is copied into columns when the document ends.
typedef struct {
  span at;
  line as;
  u32 sentence, offset;   // offset: heads count from the sentence's first token, this is that token less 1
  u8 flags;
} read_token;

typedef struct {
  arena *mem;
  treebank *bank;
  VEC(doc *) docs;
  VEC(str *) misc;
  VEC(str *) comment;
  VEC(read_token) tokens;
  VEC(str) comments;
  VEC(sentence) sentences;
  out text;
  str multi;              // what is left of the surface of a multiword token
  u32 multi_last;         // its last word, 0 outside
  bool multi_glued, multi_begins;
} reader;

str word_low(arena *mem, str form) {
  str low = utf8_lower(mem, form);
  out o = {0};
  for (size_t i = 0; i < low.n;) {
    size_t len;
    u32 code = utf8_at(low, i, &len);
    if (code == 0x2019) out_byte(&o, '\'');
    else out_str(&o, str_sub(low, i, i + len));
    i += len;
  }
  str done = str_copy(mem, out_view(&o));
  out_free(&o);
  return done;
}

static void fill_tokens(reader *r, doc *d) {
  tokens *t = &d->tokens;
  for (u32 i = 1; i < t->len; i++) {
    const read_token *from = &r->tokens.at[i - 1];
    const str *f = from->as.field;
    t->at[i] = from->at;
    t->flags[i] = from->flags;
    t->form[i] = words_id(d->words, f[FORM]);
    t->low[i] = words_id(d->words, word_low(r->mem, f[FORM]));
    t->sentence[i] = from->sentence;
    t->upos[i] = (u8)(upos_of(f[UPOS]) % UPOS_COUNT);
    t->xpos[i] = (u8)(xpos_of(f[XPOS]) % XPOS_COUNT);
    t->feats[i] = str_eq(f[FEATS], S("_")) ? 0 : words_id(d->words, f[FEATS]);
    t->lemma[i] = words_id(d->words, f[LEMMA]);
    i64 head = 0;
    str_to_int(f[HEAD], &head);
    t->head[i] = head ? from->offset + (u32)head : 0;
    rel known = rel_of(f[DEPREL]);
    if (known == REL_COUNT) fprintf(stderr, "stemma-train: unknown relation " STR_FMT "\n", STR_ARG(f[DEPREL]));
    t->rel[i] = (u8)(known % REL_COUNT);
  }
}

static void take_columns(arena *mem, tokens *t, u32 len) {
  *t = (tokens){.len = len,
                .at = NEWS(mem, span, len),
                .flags = NEWS(mem, u8, len),
                .form = NEWS(mem, word, len),
                .low = NEWS(mem, word, len),
                .sentence = NEWS(mem, u32, len),
                .upos = NEWS(mem, u8, len),
                .xpos = NEWS(mem, u8, len),
                .feats = NEWS(mem, word, len),
                .lemma = NEWS(mem, word, len),
                .head = NEWS(mem, u32, len),
                .rel = NEWS(mem, u8, len),
                .name = NEWS(mem, u8, len)};
}

static void end_doc(reader *r) {
  if (!r->tokens.len) return;
  arena *mem = r->mem;
  while (r->text.n && is_space(r->text.p[r->text.n - 1])) r->text.n--;
  doc *d = doc_new(mem, (str){0}, (str){0});
  d->source = d->text = str_copy(mem, out_view(&r->text));
  for (u32 s = 0; s < r->sentences.len; s++) vec_push(mem, &d->sentences, r->sentences.at[s]);
  take_columns(mem, &d->tokens, r->tokens.len + 1);
  fill_tokens(r, d);
  d->has = HAS_TEXT | HAS_TOKENS | HAS_TAGS | HAS_HEADS;
  str *misc = NEWS(mem, str, d->tokens.len), *comment = NEWS(mem, str, d->sentences.len);
  for (u32 i = 1; i < d->tokens.len; i++) misc[i] = r->tokens.at[i - 1].as.field[MISC];
  for (u32 s = 1; s < d->sentences.len; s++) comment[s] = r->comments.at[s - 1];
  vec_push(mem, &r->docs, d);
  vec_push(mem, &r->misc, misc);
  vec_push(mem, &r->comment, comment);
  r->bank->sentences += d->sentences.len - 1;
  r->bank->tokens += d->tokens.len - 1;
  r->tokens.len = r->sentences.len = r->comments.len = 0;
  r->text.n = 0;
}

static bool has_comment(str comments, str key) {
  while (comments.n) {
    str one = str_token(&comments, '\n');
    if (str_starts(str_trim(str_from(one, 1)), key)) return true;
  }
  return false;
}

static void begin_sentence(reader *r, str comments) {
  if (has_comment(comments, S("newdoc"))) end_doc(r);
  bool paragraph = !r->sentences.len || has_comment(comments, S("newpar"));
  if (r->sentences.len && paragraph) {
    while (r->text.n && is_space(r->text.p[r->text.n - 1])) r->text.n--;
    out_lit(&r->text, "\n\n");
  }
  u32 at = r->sentences.len ? r->sentences.at[r->sentences.len - 1].paragraph : 0;
  u32 first = r->tokens.len + 1;
  vec_push(r->mem, &r->sentences, ((sentence){.first = first, .last = first, .paragraph = at + paragraph}));
  vec_push(r->mem, &r->comments, comments);
}

// The words of "don't" lie beside each other where their forms do; else they share the surface as evenly as it goes.
static span next_word(reader *r, str form, bool last) {
  u32 beg = (u32)r->text.n;
  size_t take = last ? r->multi.n : str_starts(r->multi, form) ? form.n : MIN((size_t)1, r->multi.n);
  out_str(&r->text, str_sub(r->multi, 0, take));
  r->multi = str_from(r->multi, take);
  return (span){beg, (u32)r->text.n};
}

static void add_word(reader *r, line as) {
  const str *f = as.field;
  sentence *s = &r->sentences.at[r->sentences.len - 1];
  i64 id = 0;
  str_to_int(f[ID], &id);
  read_token t = {.as = as, .sentence = r->sentences.len, .offset = s->first - 1};
  bool multi = r->multi_last, last = multi && (u32)id == r->multi_last;
  bool glued = multi ? !last || r->multi_glued : str_find(f[MISC], S("SpaceAfter=No")) < f[MISC].n;
  if (multi) {
    t.flags = r->multi_begins ? TOKEN_MULTI_FIRST : TOKEN_MULTI_REST;
    r->multi_begins = false;
    t.at = next_word(r, f[FORM], last);
  } else {
    t.at = (span){(u32)r->text.n, (u32)(r->text.n + f[FORM].n)};
    out_str(&r->text, f[FORM]);
  }
  if (glued) t.flags |= TOKEN_GLUED;
  else out_byte(&r->text, ' ');
  if (last) r->multi_last = 0;
  vec_push(r->mem, &r->tokens, t);
  if (s->first == s->last) s->at.beg = t.at.beg;
  s->last = r->tokens.len + 1;
  s->at.end = t.at.end;
}

static void add_line(reader *r, str text) {
  line as = {0};
  for (u32 i = 0; i < 10; i++) as.field[i] = str_token(&text, '\t');
  str_cut_result range = str_cut(as.field[ID], '-');
  if (str_find_byte(as.field[ID], '.') < as.field[ID].n) return;   // an empty node of the enhanced graph
  if (!range.found) {
    add_word(r, as);
    return;
  }
  i64 last = 0;
  str_to_int(range.tail, &last);
  r->multi = as.field[FORM];
  r->multi_last = (u32)last;
  r->multi_begins = true;
  r->multi_glued = str_find(as.field[MISC], S("SpaceAfter=No")) < as.field[MISC].n;
}

static void read_sentence(reader *r, str block) {
  size_t comments = 0;
  while (comments < block.n && block.p[comments] == '#') {
    comments += str_find_byte(str_from(block, comments), '\n');
    comments += comments < block.n;
  }
  if (comments >= block.n) return;
  begin_sentence(r, str_sub(block, 0, comments));
  for (str rest = str_from(block, comments); rest.n;) add_line(r, str_token(&rest, '\n'));
}

treebank *treebank_read(arena *mem, const char *dir, const char *file) { return treebank_of(mem, read_data(dir, file)); }

treebank *treebank_of(arena *mem, str bytes) {
  reader r = {.mem = mem, .bank = NEW(mem, treebank)};
  while (bytes.n) {
    size_t end = str_find(bytes, S("\n\n"));
    read_sentence(&r, str_sub(bytes, 0, end));
    bytes = str_from(bytes, MIN(end + 2, bytes.n));
  }
  end_doc(&r);
  out_free(&r.text);
  r.bank->doc = r.docs.at;
  r.bank->misc = r.misc.at;
  r.bank->comment = r.comment.at;
  r.bank->docs = r.docs.len;
  return r.bank;
}

treebank *treebank_join(arena *mem, const treebank *a, const treebank *b) {
  treebank *both = NEW(mem, treebank);
  u32 n = a->docs + b->docs;
  *both = (treebank){NEWS(mem, doc *, n), NEWS(mem, str *, n), NEWS(mem, str *, n), n, a->sentences + b->sentences,
                     a->tokens + b->tokens};
  for (u32 i = 0; i < n; i++) {
    const treebank *from = i < a->docs ? a : b;
    u32 row = i < a->docs ? i : i - a->docs;
    both->doc[i] = from->doc[row];
    both->misc[i] = from->misc[row];
    both->comment[i] = from->comment[row];
  }
  return both;
}

treebank *treebank_syntax(arena *mem, const char *dir) {
  return treebank_join(mem, treebank_read(mem, dir, "syntax/ud-english-ewt/en_ewt-ud-train.conllu.xz"),
                       treebank_read(mem, dir, "syntax/gum-open/gum-open-train.conllu.xz"));
}

doc *doc_untagged(arena *mem, const doc *gold) {
  doc *d = NEW(mem, doc);
  *d = *gold;
  d->mem = mem;
  d->has = HAS_TEXT | HAS_TOKENS;
  take_columns(mem, &d->tokens, gold->tokens.len);
  tokens *to = &d->tokens;
  const tokens *from = &gold->tokens;
  to->at = from->at;
  to->flags = from->flags;
  to->form = from->form;
  to->low = from->low;
  to->sentence = from->sentence;
  return d;
}
