#include "output/versions.h"

#include "output/edits.h"
#include "output/json_fields.h"
#include "output/term.h"

enum { CONTEXT = 4 };   // words shown around a change

static edits edits_of(const version_record *v, arena *mem) {
  return v->version > 1 ? edits_between(mem, v->old_text, v->old_parts, v->text, v->parts) : (edits){0};
}

static str words_of(const version_record *v, const edit *e) {
  return str_sub(e->kind == EDIT_REMOVED ? v->old_text : v->text, e->at.beg, e->at.end);
}

// ---- JSON

// The run of words of one kind that begins at `i`, as {"span", "text"}; null where there is none. Gives the run's end.
static u32 put_run(json *j, const char *key, const version_record *v, edits all, u32 i, edit_kind kind) {
  u32 end = i;
  while (end < all.len && all.at[end].kind == kind && all.at[end].hunk == all.at[i].hunk) end++;
  json_key(j, key);
  if (end == i) return json_null(j), end;
  span at = {all.at[i].at.beg, all.at[end - 1].at.end};
  json_open(j, '{');
  field_span(j, "span", at);
  field_str(j, "text", str_sub(kind == EDIT_REMOVED ? v->old_text : v->text, at.beg, at.end));
  json_close(j, '}');
  return end;
}

static void put_changes(json *j, const version_record *v, edits all) {
  field_list(j, "changes");
  for (u32 i = 0; i < all.len;) {
    if (all.at[i].kind == EDIT_KEPT) {
      i++;
      continue;
    }
    json_open(j, '{');
    u32 hunk = all.at[i].hunk, end = put_run(j, "was", v, all, i, EDIT_REMOVED);
    if (end < all.len && all.at[end].hunk == hunk) {
      i = put_run(j, "now", v, all, end, EDIT_ADDED);
    } else {
      json_key(j, "now");
      json_null(j);
      i = end;
    }
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void write_json(out *o, const version_record *v, const write_options *w) {
  json j = {.to = o};
  json_open(&j, '{');
  field_str(&j, "path", v->path);
  field_u64(&j, "version", v->version);
  field_or_null(&j, "seen", v->seen);
  field_or_null(&j, "url", v->url);
  field_or_null(&j, "outlet", v->outlet);
  field_or_null(&j, "published", v->published);
  field_or_null(&j, "title", v->title);
  field_str(&j, "sha256", v->sha256);
  put_changes(&j, v, edits_of(v, w->mem));
  json_close(&j, '}');
  out_byte(o, '\n');
}

// ---- text

static bool near_change(edits all, u32 i) {
  u32 beg = i > CONTEXT ? i - CONTEXT : 0, end = MIN(i + CONTEXT + 1, all.len);
  for (u32 k = beg; k < end; k++)
    if (all.at[k].kind != EDIT_KEPT && all.at[k].hunk == all.at[i].hunk) return true;
  return false;
}

// A change of kind, by colour or, without it, as wdiff writes it: [-removed-] {+added+}.
static void turn(term *t, edit_kind from, edit_kind to) {
  static const char *const opens[] = {"", "[-", "{+"}, *const closes[] = {"", "-]", "+}"};
  static const ink inks[] = {INK_PLAIN, INK_RED, INK_GREEN};
  if (from == to) return;
  if (!t->colour) term_text(t, str_of(closes[from]));
  term_lit(t, " ");
  if (t->colour) term_ink(t, inks[to]);
  else term_text(t, str_of(opens[to]));
}

static u32 put_hunk(term *t, const version_record *v, edits all, u32 i) {
  u32 hunk = all.at[i].hunk;
  edit_kind now = EDIT_KEPT;
  bool left_out = false;
  term_begin(t, 4, 6);
  for (; i < all.len && all.at[i].hunk == hunk; i++) {
    if (!near_change(all, i)) {
      left_out = true;
      continue;
    }
    if (left_out) term_lit(t, " … ");
    else if (now == all.at[i].kind) term_lit(t, " ");
    turn(t, now, all.at[i].kind);
    left_out = false;
    now = all.at[i].kind;
    term_text(t, words_of(v, &all.at[i]));
  }
  turn(t, now, EDIT_KEPT);
  if (left_out) term_lit(t, " …");
  term_end(t);
  return i;
}

static void write_text(out *o, const version_record *v, const write_options *w) {
  term t = term_new(o, w->width, w->colour);
  edits all = edits_of(v, w->mem);
  if (v->version == 1) {
    term_begin(&t, 0, 2);
    term_inked(&t, INK_BOLD, v->path);
    term_end(&t);
  }
  term_begin(&t, 2, 4);
  term_lit(&t, "version ");
  term_number(&t, v->version);
  if (v->seen.n) term_lit(&t, "  seen "), term_text(&t, v->seen);
  if (v->title.n) term_lit(&t, "  "), term_text(&t, v->title);
  term_end(&t);
  for (u32 i = 0; i < all.len;) i = put_hunk(&t, v, all, i);
  term_free(&t);
}

write_version *write_version_of(str format) {
  if (str_eq(format, S("json"))) return write_json;
  return str_eq(format, S("text")) ? write_text : NULL;
}
