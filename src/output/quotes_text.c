// Quotations in several wordings for a terminal: side by side where there is room, words that differ marked.
#include "output/story_text.h"
#include "output/word_diff.h"

enum { QUOTES_MOST = 12, COLUMN_LEAST = 38, COLUMNS_MOST = 3, GUTTER = 3 };

static void put_diffed(term *t, str text, diff_words w) {
  bool inside = false;
  term_lit(t, "“");
  for (u32 i = 0; i < w.len; i++) {
    bool differs = !w.at[i].common;
    if (i) term_lit(t, " ");
    if (differs != inside && t->colour) term_ink(t, differs ? INK_YELLOW : INK_PLAIN);
    if (differs && !inside && !t->colour) term_lit(t, "*");
    term_text(t, str_sub(text, w.at[i].at.beg, w.at[i].at.end));
    if (differs && !t->colour && (i + 1 == w.len || w.at[i + 1].common)) term_lit(t, "*");
    inside = differs;
  }
  if (inside) term_ink(t, INK_PLAIN);
  term_lit(t, "”");
}

static str variant_words(const digest *g, const variant *v) {
  const doc *d = g->all->docs[v->article];
  return words_at(g->mem, d, d->attributions.at[v->attribution].content);
}

// One variant in `width` columns, beginning with its article. Each is compared with the first, the first with the second.
static str variant_lines(const digest *g, const quote_group *q, u32 i, u32 width, bool colour) {
  out lines = {0};
  term t = term_new(&lines, width, colour);
  str mine = variant_words(g, &q->variants[i]), other = variant_words(g, &q->variants[i ? 0 : q->nvariants > 1]);
  diff_words a, b;
  word_diff(g->mem, mine, other, &a, &b);
  term_begin(&t, 0, 2);
  term_number(&t, column_of(g, q->variants[i].article) + 1);
  term_lit(&t, " ");
  put_diffed(&t, mine, a);
  term_end(&t);
  str made = str_copy(g->mem, out_view(&lines));
  term_free(&t);
  out_free(&lines);
  return made;
}

// Columns of a line, and the change of colour that it ends with, empty where it has none.
static u32 shown_width(str line, str *colour) {
  u32 n = display_width(line);
  for (size_t i = 0; i < line.n; i++) {
    if (line.p[i] != '\033') continue;
    size_t end = i + str_find_byte(str_from(line, i), 'm');
    *colour = str_sub(line, i, end + 1);
    n -= (u32)(end - i);   // the escape itself has no column
    i = end;
  }
  return n;
}

typedef struct {
  str rest, colour;   // what is left of a column, and the colour in which it goes on
} column;

static void put_piece(term *t, column *c, u32 at) {
  str line = str_token(&c->rest, '\n');
  if (!line.n) return;
  while (t->column < at) out_byte(t->to, ' '), t->column++;
  out_str(t->to, c->colour);
  out_str(t->to, line);
  t->column += shown_width(line, &c->colour);
  if (t->colour) out_lit(t->to, "\033[0m");
}

// Up to three variants side by side, line by line.
static void put_row(term *t, const digest *g, const quote_group *q, u32 first, u32 count, u32 width) {
  column columns[COLUMNS_MOST] = {0};
  bool more = true;
  for (u32 i = 0; i < count; i++) columns[i].rest = variant_lines(g, q, first + i, width, t->colour);
  while (more) {
    more = false;
    for (u32 i = 0; i < count; i++) {
      put_piece(t, &columns[i], 4 + i * (width + GUTTER));
      more |= columns[i].rest.n > 0;
    }
    term_end(t);
  }
}

static void put_quote(term *t, const digest *g, const quote_group *q) {
  u32 fit = MIN(MIN((t->width - 4 + GUTTER) / (COLUMN_LEAST + GUTTER), (u32)COLUMNS_MOST), q->nvariants);
  u32 columns = MAX(fit, 1), width = (t->width - 4 - (columns - 1) * GUTTER) / columns;
  term_begin(t, 2, 4);
  term_inked(t, INK_BOLD, q->speaker.n ? q->speaker : S("nobody named"));
  term_lit(t, ", ");
  term_text(t, quote_kind_name(q->kind));
  term_end(t);
  for (u32 i = 0; i < q->nvariants; i += columns) put_row(t, g, q, i, MIN(columns, q->nvariants - i), width);
}

void put_quotes(term *t, const digest *g) {
  u32 shown = 0;
  for (u32 i = 0; i < g->story->nquotes && shown < QUOTES_MOST; i++) {
    if (g->story->quotes[i].kind == QUOTE_SAME) continue;
    if (!shown++) put_section(t, S("QUOTATIONS IN SEVERAL WORDINGS"));
    put_quote(t, g, &g->story->quotes[i]);
  }
}
