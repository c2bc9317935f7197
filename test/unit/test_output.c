// The outputs that people read, on a story made by hand. With the name of a format: prints that story in it.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "harbour.h"
#include "output/outputs.h"
#include "output/term.h"
#include "output/word_diff.h"

static arena *mem;
static stories *all;
static out o;

static int set_up(void **state) {
  (void)state;
  mem = arena_new(1 << 26);
  all = harbour_stories(mem);
  o = (out){0};
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  out_free(&o);
  arena_free(mem);
  return 0;
}

static bool holds(const char *fragment) {
  str s = out_view(&o);
  return str_find(s, str_of(fragment)) < s.n;
}

static void lines_fit(u32 width) {
  str rest = out_view(&o);
  while (rest.n) {
    str line = str_token(&rest, '\n');
    if (display_width(line) > width) fail_msg("%u columns: " STR_FMT, width, STR_ARG(line));
  }
}

static void text_fits_every_width(void **state) {
  (void)state;
  for (u32 width = 40; width <= 170; width += 3) {
    write_options w = {width, false, mem};
    o.n = 0;
    write_stories_text(&o, all, &w);
    for (u32 i = 1; i <= HARBOUR_ARTICLES; i++) write_doc_text(&o, all->docs[i], &w);
    assert_true(o.n > 2000);
    lines_fit(width);
  }
}

static void text_answers_the_editor(void **state) {
  (void)state;
  write_stories_text(&o, all, &(write_options){100, false, mem});
  assert_true(holds("5 articles, 5 outlets · 2031-03-04 to 2031-03-06"));
  assert_true(holds("All say"));
  assert_true(holds("Main source     Ann Lee, to Norvia News Agency (4 claims)"));
  assert_true(holds("number: 1, 3 “Three dockers” · 2 “Five dockers”"));
  assert_true(holds("! one source: all had it from the Norvia News Agency"));
  assert_true(holds("the store lacked a permit (denied in 1, 4)"));
  assert_true(holds("≠ source dropped in 2"));
  assert_true(holds("1, 2, 5: in its own words"));
  assert_true(holds("Calder (Westmark, NV) 1, 3"));
  assert_true(holds("1 “We *will rebuild* it, and *we will rebuild    2 “We *shall build* it *anew,* and *better\n"));
  assert_true(holds("  └─ told Norvia News Agency, agency {Norvia}\n     ├─ cited Calder Post [1]\n"));
  assert_true(holds("   └─ copied Meridian Daily [3]"));
}

static void text_of_an_article_names_the_chain(void **state) {
  (void)state;
  write_doc_text(&o, all->docs[1], &(write_options){100, false, mem});
  assert_true(holds("Ann Lee (official) → Norvia News Agency (agency)"));
  assert_true(holds("“We will rebuild it, and we will rebuild it better” (expected"));
  assert_true(holds("✕ the store lacked a permit (denied)"));
  assert_true(holds("(2031-03-04)"));
}

static void no_escape_of_an_article_reaches_the_terminal(void **state) {
  (void)state;
  write_options plain = {100, false, mem}, coloured = {100, true, mem};
  write_stories_text(&o, all, &plain);
  write_doc_text(&o, all->docs[1], &plain);
  assert_false(holds("\x1b"));
  o.n = 0;
  write_stories_text(&o, all, &coloured);
  write_doc_text(&o, all->docs[1], &coloured);
  assert_true(holds("\x1b[0;1m"));
  assert_false(holds("\x1b[31mwrote"));
}

static void page_holds_no_markup_of_an_article(void **state) {
  (void)state;
  write_options w = {100, false, mem};
  write_stories_html(&o, all, &w);
  assert_true(holds("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"));
  assert_false(holds("<script>alert"));
  assert_false(holds("\x1b"));
  assert_true(holds("<mark class=\"mc\">The fire broke out at 3 am in the conveyor</mark>"));
  assert_true(holds("href=\"#e5-1\"") && holds("id=\"e5-1\""));
  o.n = 0;
  write_stories_svg(&o, all, &w);
  assert_true(holds("<title>Norvia News Agency, agency: 5 claims</title>"));
  o.n = 0;
  write_stories_dot(&o, all, &w);
  assert_true(holds("n1 -> n7 [label=\"copied\""));
}

// The policy of the page forbids what is not listed; a style or a handler in an attribute would be dead.
static void page_needs_nothing_from_outside(void **state) {
  (void)state;
  write_stories_html(&o, all, &(write_options){100, false, mem});
  static const char *const never[] = {"http://", "https://", " style=\"", " onclick", " src=", "@import", "url(http"};
  for (u32 i = 0; i < COUNT_OF(never); i++) assert_false(holds(never[i]));
}

static void words_in_both_texts(void **state) {
  (void)state;
  diff_words a, b;
  word_diff(mem, S("“We will rebuild it,” she said"), S("We shall rebuild it, she said"), &a, &b);
  assert_int_equal(a.len, 6);
  assert_int_equal(b.len, 6);
  for (u32 i = 0; i < 6; i++) assert_int_equal(a.at[i].common, i != 1);
  word_diff(mem, S(""), S("one two"), &a, &b);
  assert_int_equal(a.len, 0);
  assert_false(b.at[0].common || b.at[1].common);
}

#define SHOWN(name, of_doc, of_stories, what) {#name, of_stories},
static int show(const char *format) {
  static const struct {
    const char *name;
    write_stories *write;
  } formats[] = {OUTPUTS(SHOWN)};
  set_up(NULL);
  write_options w = {getenv("COLUMNS") ? (u32)atoi(getenv("COLUMNS")) : 100, getenv("COLOUR") != NULL, mem};
  for (u32 i = 0; i < COUNT_OF(formats); i++)
    if (!strcmp(format, formats[i].name) && formats[i].write) formats[i].write(&o, all, &w);
  fwrite(o.p, 1, o.n, stdout);
  return tear_down(NULL);
}

int main(int argc, char **argv) {
  if (argc > 1) return show(argv[1]);
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
  const struct CMUnitTest tests[] = {TEST(text_fits_every_width), TEST(text_answers_the_editor),
                                     TEST(text_of_an_article_names_the_chain),
                                     TEST(no_escape_of_an_article_reaches_the_terminal), TEST(page_holds_no_markup_of_an_article), TEST(page_needs_nothing_from_outside),
                                     TEST(words_in_both_texts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
