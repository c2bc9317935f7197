// One article for the eye: what it says, grouped by who vouches for it.
#include "doc/stages.h"
#include "output/digest.h"
#include "output/outputs.h"
#include "output/term.h"
#include "output/time_words.h"

static void put_part(term *t, bool *later, str s) {
  if (!s.n) return;
  if (*later) term_lit(t, " · ");
  term_text(t, s);
  *later = true;
}

static void put_head(term *t, const doc *d) {
  bool later = false;
  str title = d->meta.title.value.n ? d->meta.title.value : d->name;
  term_begin(t, 0, 0);
  term_inked(t, INK_BOLD, title);
  term_end(t);
  term_begin(t, 0, 0);
  put_part(t, &later, d->meta.outlet.value);
  for (u32 i = 0; i < d->meta.bylines; i++) put_part(t, &later, d->meta.byline[i].value);
  put_part(t, &later, d->meta.published.value.n ? d->meta.published.value : S("no date"));
  if (!str_eq(title, d->name)) put_part(t, &later, d->name);
  term_end(t);
  term_rule(t, S("─"));
}

// "Ann Lee, harbour master (official) → Norvia News Agency (agency)"
static void put_chain(term *t, const doc *d, const attribution *a) {
  for (u32 i = 0; i < a->hops; i++) {
    const hop *h = &a->chain[i];
    if (i) term_lit(t, " → ");
    term_inked(t, i ? INK_PLAIN : INK_BOLD, h->name.n ? h->name : S("nobody named"));
    const entity *e = &d->entities.at[h->entity];
    if (h->entity && e->nroles) term_lit(t, ", "), term_text(t, e->roles[0]);
    if (h->kind == SOURCE_UNNAMED) continue;
    term_lit(t, " (");
    term_text(t, kind_words(h->kind));
    term_lit(t, ")");
  }
  if (!a->hops) term_inked(t, INK_BOLD, S("nobody named"));
}

static void put_voice(term *t, const doc *d, u32 attribution_id, arena *mem) {
  const attribution *a = &d->attributions.at[attribution_id];
  term_gap(t);
  term_begin(t, 0, 4);
  if (!attribution_id) {
    term_inked(t, INK_BOLD, outlet_of(d));
    term_lit(t, ", in its own words");
  } else {
    put_chain(t, d, a);
    str said = time_words(d->times.at[a->said].value, mem);
    if (said.n) term_lit(t, " · "), term_text(t, said);
  }
  term_end(t);
}

// The mark before a claim, readable without colour.
static str mark_of(const claim *c, ink *i) {
  *i = INK_PLAIN;
  if (c->certainty == CERTAINTY_DENIED || c->mod == MOD_DENIED) return *i = INK_RED, S("✕");
  if (c->certainty == CERTAINTY_EXPECTED) return *i = INK_BLUE, S("▹");
  if (c->certainty == CERTAINTY_SPECULATED) return *i = INK_YELLOW, S("?");
  return c->attribution ? S("•") : S("▪");
}

static void put_notes(term *t, const doc *d, const claim *c, arena *mem) {
  static const u8 plain[MOD_COUNT] = {[MOD_FACT] = 1};
  bool certain = c->certainty == CERTAINTY_ASSERTED || c->certainty == CERTAINTY_ATTRIBUTED;
  const timex *time = &d->times.at[c->time];
  str notes[3] = {0};
  if (!certain) notes[0] = certainty_name(c->certainty);
  if (!plain[c->mod] && !str_eq(stance_name(c->mod), notes[0])) notes[1] = stance_name(c->mod);
  if (time->type != TIME_DURATION) notes[2] = time_words(time->value, mem);
  bool later = false;
  if (!notes[0].n && !notes[1].n && !notes[2].n) return;
  term_ink(t, INK_DIM);
  term_lit(t, " (");
  for (u32 i = 0; i < 3; i++) put_part(t, &later, notes[i]);
  term_lit(t, ")");
  term_ink(t, INK_PLAIN);
}

static void put_claim(term *t, const doc *d, u32 id, arena *mem) {
  const claim *c = &d->claims.at[id];
  bool direct = c->attribution && d->attributions.at[c->attribution].type == SAY_DIRECT;
  ink i;
  str mark = mark_of(c, &i);
  term_begin(t, 2, 4);
  term_inked(t, i, mark);
  term_lit(t, " ");
  if (direct) term_lit(t, "“");
  term_text(t, claim_words(mem, d, id));
  if (direct) term_lit(t, "”");
  put_notes(t, d, c, mem);
  term_end(t);
}

static void put_legend(term *t) {
  term_gap(t);
  term_begin(t, 0, 0);
  term_inked(t, INK_DIM, S("▪ the outlet's own word  • vouched for by the source named above it  ▹ expected  ? uncertain  ✕ denied"));
  term_end(t);
}

// What there is before claims were read: `--until` an earlier stage.
static void put_plain(term *t, const doc *d) {
  for (u32 i = 1; i < d->sentences.len; i++) {
    term_begin(t, 0, 0);
    term_text(t, doc_str(d, d->sentences.at[i].at));
    term_end(t);
  }
  if (d->sentences.len > 1) return;
  term_begin(t, 0, 0);
  term_text(t, d->text);
  term_end(t);
}

void write_doc_text(out *o, const doc *d, const write_options *w) {
  term t = term_new(o, w->width, w->colour);
  put_head(&t, d);
  for (u32 i = 1; i < d->claims.len; i++) {
    u32 by = d->claims.at[i].attribution;
    if (i == 1 || by != d->claims.at[i - 1].attribution) put_voice(&t, d, by, w->mem);
    put_claim(&t, d, i, w->mem);
  }
  if (d->claims.len > 1) put_legend(&t);
  else if (d->has & HAS_CLAIMS) term_begin(&t, 0, 0), term_lit(&t, "No claim was found."), term_end(&t);
  else put_plain(&t, d);
  term_gap(&t);
  term_free(&t);
}
