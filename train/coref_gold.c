#include "coref_gold.h"

#include "base/out.h"

#include <stdio.h>
#include <stdlib.h>

#include "xz.h"

enum { OPEN_MOST = 256 };

typedef struct {
  u32 id, first;
} open_mention;

typedef struct {
  VEC(gold_mention) mentions;
  VEC(u32) ids;        // ids as the file has them; the place + 1 is the chain
  open_mention open[OPEN_MOST];
  u32 nopen;
} reading;

static u32 chain_of(arena *mem, reading *r, u32 id) {
  for (u32 i = 0; i < r->ids.len; i++)
    if (r->ids.at[i] == id) return i + 1;
  vec_push(mem, &r->ids, id);
  return r->ids.len;
}

static void close_mention(arena *mem, reading *r, u32 id, u32 last) {
  for (u32 i = r->nopen; i-- > 0;) {
    if (r->open[i].id != id) continue;
    vec_push(mem, &r->mentions, ((gold_mention){r->open[i].first, last, chain_of(mem, r, id)}));
    r->open[i] = r->open[--r->nopen];
    return;
  }
}

// The column of one token: "(1(2)3)" opens 1, has 2, closes 3.
static void read_brackets(arena *mem, reading *r, str s, u32 token) {
  for (size_t i = 0; i < s.n;) {
    bool opens = s.p[i] == '(';
    i += opens;
    u32 id = 0;
    while (i < s.n && is_digit(s.p[i])) id = id * 10 + (u32)(s.p[i++] - '0');
    bool closes = i < s.n && s.p[i] == ')';
    if (opens && r->nopen < OPEN_MOST) r->open[r->nopen++] = (open_mention){id, token};
    if (closes) close_mention(mem, r, id, token + 1);
    i += closes || (!opens && i < s.n && s.p[i] != '(' && !is_digit(s.p[i]));
  }
}

static gold_chains read_document(arena *mem, str *rest, const doc *d) {
  reading r = {.nopen = 0};
  u32 token = 0;
  while (rest->n) {
    str line = str_token(rest, '\n');
    if (str_starts(line, S("# end"))) break;
    if (!line.n || line.p[0] == '#') continue;
    str number = str_token(&line, '\t'), form = str_token(&line, '\t');
    (void)number;
    token++;
    if (token >= d->tokens.len || (form.n && !str_eq(form, words_str(d->words, d->tokens.form[token])))) {
      fprintf(stderr, "stemma-train: token %u of the chains, " STR_FMT ", is not the treebank's\n", token, STR_ARG(form));
      exit(1);
    }
    read_brackets(mem, &r, line, token);
  }
  return (gold_chains){r.mentions.at, r.mentions.len, r.ids.len};
}

static gold_chains *gold_chains_of(arena *mem, str rest, const treebank *bank) {
  gold_chains *g = NEWS(mem, gold_chains, bank->docs + 1);
  for (u32 i = 0; i < bank->docs; i++) g[i] = read_document(mem, &rest, bank->doc[i]);
  return g;
}

gold_chains *gold_chains_read(arena *mem, const char *dir, const char *file, const treebank *bank) {
  return gold_chains_of(mem, read_data(dir, file), bank);
}

// A line has the document, its part, the number and the word, and last the brackets.
static void put_novel_line(str line, out *conllu, out *chains) {
  str field[4], last = {0};
  for (u32 i = 0; i < COUNT_OF(field); i++) field[i] = str_token(&line, '\t');
  while (line.n) last = str_token(&line, '\t');
  i64 number = 0;
  str_to_int(field[2], &number);
  out_f(conllu, "%d\t" STR_FMT "\t_\t_\t_\t_\t0\troot\t_\t_\n", (int)number + 1, STR_ARG(field[3]));
  out_f(chains, "%d\t" STR_FMT "\t" STR_FMT "\n", (int)number + 1, STR_ARG(field[3]), STR_ARG(last));
}

treebank *litbank_read(arena *mem, const char *dir, gold_chains **chains) {
  str rest = read_data(dir, "coref/litbank/litbank-coref-80docs.conll.xz");
  out novels = {0}, brackets = {0};
  while (rest.n) {
    str line = str_token(&rest, '\n');
    if (str_starts(line, S("#begin"))) out_lit(&novels, "# newdoc\n");
    else if (str_starts(line, S("#end"))) out_lit(&brackets, "# end\n");
    else if (line.n) put_novel_line(line, &novels, &brackets);
    else if (novels.n && novels.p[novels.n - 2] != '\n') out_lit(&novels, "\n");
  }
  treebank *bank = treebank_of(mem, str_copy(mem, out_view(&novels)));
  *chains = gold_chains_of(mem, out_view(&brackets), bank);
  out_free(&novels);
  out_free(&brackets);
  return bank;
}

static u32 head_within(const doc *d, u32 first, u32 last) {
  for (u32 t = first; t < last; t++) {
    u32 up = d->tokens.head[t];
    if ((up < first || up >= last) && d->tokens.rel[t] != REL_PUNCT) return t;
  }
  return first;
}

u32 *gold_chain_of_heads(arena *mem, const doc *d, const gold_chains *g) {
  u32 *chain = NEWS(mem, u32, d->tokens.len), *size = NEWS(mem, u32, d->tokens.len);
  for (u32 i = 0; i < g->len; i++) {
    u32 t = head_within(d, g->at[i].first, g->at[i].last), n = g->at[i].last - g->at[i].first;
    if (n < size[t]) continue;
    size[t] = n;
    chain[t] = g->at[i].chain;
  }
  return chain;
}
