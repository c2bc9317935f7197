// CoNLL-U: ten columns, ranges of multiword tokens, and nothing said of what no stage has made.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doc/stages.h"
#include "output/outputs.h"

// "I don't. No" in two paragraphs, tagged as far as `has` says.
static doc *small_doc(arena *mem, u32 has) {
  static const struct {
    span at;
    u8 flags, upos, xpos;
    u32 head, rel;
    const char *feats, *lemma;
  } rows[] = {{{0, 1}, 0, UPOS_PRON, XPOS_PRP, 2, REL_NSUBJ, "Case=Nom|Person=1", "I"},
              {{2, 4}, TOKEN_GLUED | TOKEN_MULTI_FIRST, UPOS_AUX, XPOS_VBP, 0, REL_ROOT, "VerbForm=Fin", "do"},
              {{4, 7}, TOKEN_GLUED | TOKEN_MULTI_REST, UPOS_PART, XPOS_RB, 2, REL_ADVMOD, "", "not"},
              {{7, 8}, 0, UPOS_PUNCT, XPOS_DOT, 2, REL_PUNCT, "", "."},
              {{10, 12}, 0, UPOS_INTJ, XPOS_UH, 0, REL_ROOT, "", "no"}};
  u32 n = COUNT_OF(rows) + 1;
  doc *d = doc_new(mem, S("a b/c"), S("I don't.\n\nNo"));
  d->text = d->source;
  d->has = has;
  d->tokens = (tokens){.len = n, .at = NEWS(mem, span, n), .flags = NEWS(mem, u8, n), .upos = NEWS(mem, u8, n), .xpos = NEWS(mem, u8, n),
                       .feats = NEWS(mem, word, n), .lemma = NEWS(mem, word, n), .head = NEWS(mem, u32, n), .rel = NEWS(mem, u8, n)};
  for (u32 i = 1; i < n; i++) {
    d->tokens.at[i] = rows[i - 1].at;
    d->tokens.flags[i] = rows[i - 1].flags;
    d->tokens.upos[i] = rows[i - 1].upos;
    d->tokens.xpos[i] = rows[i - 1].xpos;
    d->tokens.head[i] = rows[i - 1].head;
    d->tokens.rel[i] = (u8)rows[i - 1].rel;
    d->tokens.feats[i] = words_id(d->words, str_of(rows[i - 1].feats));
    d->tokens.lemma[i] = words_id(d->words, str_of(rows[i - 1].lemma));
  }
  vec_push(mem, &d->sentences, ((sentence){{0, 8}, 1, 5, 0, 1}));
  vec_push(mem, &d->sentences, ((sentence){{10, 12}, 5, 6, 0, 2}));
  return d;
}

static void check(u32 has, const char *expected) {
  arena *mem = arena_new(1 << 22);
  out o = {0};
  write_doc_conllu(&o, small_doc(mem, has), &(write_options){0});
  out_byte(&o, 0);
  assert_string_equal(o.p, expected);
  out_free(&o);
  arena_free(mem);
}

static void words_tags_and_trees(void **state) {
  (void)state;
  check(HAS_TEXT | HAS_TOKENS | HAS_TAGS | HAS_HEADS,
        "# newdoc id = a_b_c\n# newpar\n# sent_id = a_b_c-1\n# text = I don't.\n"
        "1\tI\tI\tPRON\tPRP\tCase=Nom|Person=1\t2\tnsubj\t_\tTokenRange=0:1\n"
        "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=2:7\n"
        "2\tdo\tdo\tAUX\tVBP\tVerbForm=Fin\t0\troot\t_\tTokenRange=2:4\n"
        "3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\tTokenRange=4:7\n"
        "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tTokenRange=7:8\n\n"
        "# newpar\n# sent_id = a_b_c-2\n# text = No\n"
        "1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tTokenRange=10:12\n\n");
}

static void only_words(void **state) {
  (void)state;
  check(HAS_TEXT | HAS_TOKENS,
        "# newdoc id = a_b_c\n# newpar\n# sent_id = a_b_c-1\n# text = I don't.\n"
        "1\tI\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:1\n"
        "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=2:7\n"
        "2\tdo\t_\t_\t_\t_\t_\t_\t_\tTokenRange=2:4\n"
        "3\tn't\t_\t_\t_\t_\t_\t_\t_\tTokenRange=4:7\n"
        "4\t.\t_\t_\t_\t_\t_\t_\t_\tTokenRange=7:8\n\n"
        "# newpar\n# sent_id = a_b_c-2\n# text = No\n"
        "1\tNo\t_\t_\t_\t_\t_\t_\t_\tTokenRange=10:12\n\n");
}

static void nothing_before_the_words(void **state) {
  (void)state;
  check(HAS_TEXT, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(words_tags_and_trees), cmocka_unit_test(only_words),
                                     cmocka_unit_test(nothing_before_the_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
