#include "input/furniture.h"

#include "base/utf8.h"

enum { PROMO_WORDS = 45, CREDIT_WORDS = 14, AGENCY_LINE_WORDS = 45, LABEL_WORDS = 16, CAPTION_WORDS = 5 };

// ---- credits of pictures

// A name and an agency on both sides of a slash, "Name via Agency", or an agency that sells pictures alone.
static bool names_agency(const line *l) {
  for (u32 i = 0; i < l->len; i++) {
    u32 len;
    const lex_entry *e = line_outlet(l, i, true, &len);
    if (!e) continue;
    if (line_before(l, i, '/') || line_after(l, i + len - 1, '/')) return true;
    if (i && str_eq(l->low[i - 1], S("via"))) return true;
    if (outlet_is(e, "photo") && len == l->len) return true;
    i += len - 1;
  }
  return false;
}

static bool begins_with_photo(const line *l) {
  u32 len;
  const lex_entry *e = l->len ? line_phrase(l, LEX_FURNITURE, 0, &len) : NULL;
  if (!lex_says(e, "photo") || len == l->len) return false;
  bool by = str_eq(l->low[len - 1], S("by")) || str_eq(l->low[len - 1], S("of"));
  return by || line_after(l, len - 1, ':') || line_after(l, len - 1, '/');
}

static bool is_credit_line(const line *l) {
  return l->len && !l->cut && l->len <= CREDIT_WORDS && (begins_with_photo(l) || names_agency(l));
}

bool is_picture_credit(str text) {
  line l;
  line_read(&l, text);
  return is_credit_line(&l);
}

static span bracket_at_start(str s) {
  if (!s.n || (s.p[0] != '(' && s.p[0] != '[')) return (span){0};
  size_t end = str_find_byte(s, s.p[0] == '(' ? ')' : ']');
  return end < s.n ? (span){0, (u32)end + 1} : (span){0};
}

static span bracket_at_end(str s) {
  if (!s.n || (s.p[s.n - 1] != ')' && s.p[s.n - 1] != ']')) return (span){0};
  size_t beg = s.n - 1;
  char open = s.p[beg] == ')' ? '(' : '[';
  while (beg && s.n - beg < 160 && s.p[beg] != open) beg--;
  return s.p[beg] == open ? (span){(u32)beg, (u32)s.n} : (span){0};
}

// The full stop at i ends a word of some length, not an initial or an abbreviation.
static bool ends_sentence(str s, size_t i) {
  size_t letters = 0;
  while (letters < i && is_alpha(s.p[i - letters - 1])) letters++;
  return letters > 3;
}

// The longest piece behind the last sentence that is a credit: "… on Monday. REUTERS/Ann K. Lee".
static span last_piece(str s) {
  span found = {0};
  u32 tries = 0;
  for (size_t i = s.n; i > 1 && s.n - i < 160 && tries < 4; i--) {
    if (s.p[i - 1] != ' ' && (u8)s.p[i - 1] != 0xA0) continue;
    char before = s.p[i - 2];
    if (!before || !strchr(".!?\":", before)) continue;
    tries++;
    if (is_picture_credit(str_from(s, i))) found = (span){(u32)i, (u32)s.n};
    if (ends_sentence(s, i - 2)) break;
  }
  return found;
}

static span picture_credit_in(str s) {
  span places[3];
  places[0] = bracket_at_start(s);
  places[1] = bracket_at_end(s);
  places[2] = last_piece(s);
  for (u32 i = 0; i < COUNT_OF(places); i++) {
    str piece = str_sub(s, places[i].beg, places[i].end);
    str inner = i < 2 ? str_sub(piece, 1, piece.n ? piece.n - 1 : 0) : piece;
    if (inner.n && is_picture_credit(inner)) return places[i];
  }
  return (span){0};
}

// ---- lines that a list knows

static bool names_channel(const line *l) {
  u32 len;
  for (u32 i = 0; i < l->len; i++)
    if (lex_says(line_phrase(l, LEX_FURNITURE, i, &len), "channel")) return true;
  return false;
}

static bool follows_colon(const line *l, u32 len) { return len == l->len || line_after(l, len - 1, ':'); }

// Whether the entry found at word `at` makes the line what it says.
static bool entry_holds(const line *l, const lex_entry *e, u32 at, u32 len) {
  if (lex_says(e, "needs") && !names_channel(l)) return false;
  if (lex_says(e, "inside")) return true;
  if (at) return false;
  if (lex_says(e, "start")) return true;
  if (lex_says(e, "whole") && len == l->len) return true;
  return lex_says(e, "colon") && follows_colon(l, len);
}

static zone_kind kind_of_entry(const lex_entry *e) {
  if (lex_says(e, "promo")) return ZONE_PROMO;
  if (lex_says(e, "credit")) return ZONE_CREDIT;
  return lex_says(e, "caption") ? ZONE_CAPTION : ZONE_NONE;
}

// A shorter entry may hold where the longest does not ("get the" … app): all lengths are tried.
static const lex_entry *entry_at(const line *l, u32 at) {
  char key[LINE_BYTES];
  size_t n = 0;
  const lex_entry *best = NULL;
  if (!lex_begins(LEX_FURNITURE, l->low[at])) return NULL;
  for (u32 i = at; i < l->len && i < at + 6; i++) {
    if (n + l->low[i].n + 1 > sizeof key) break;
    if (n) key[n++] = ' ';
    memcpy(key + n, l->low[i].p, l->low[i].n);
    n += l->low[i].n;
    const lex_entry *e = lex_find(LEX_FURNITURE, (str){key, n});
    if (e && kind_of_entry(e) && entry_holds(l, e, at, i - at + 1)) best = e;
  }
  return best;
}

// Who speaks in quotes, or of somebody in the third person, does not promote.
static bool is_prose(const line *l) {
  return l->text.p[0] == '"' || str_starts(l->text, S("\xE2\x80\x9C")) || l->cut || l->len > PROMO_WORDS;
}

// "MOST READ IN SPORT …", run together with what it links to: however long, no prose begins so.
static const lex_entry *shouted_head(const line *l) {
  const lex_entry *e = entry_at(l, 0);
  return e && lex_says(e, "start") && kind_of_entry(e) == ZONE_PROMO && l->len > 2 && line_shouts(l, 0) && line_shouts(l, 1) ? e : NULL;
}

static const lex_entry *listed(const line *l) {
  if (is_prose(l)) return shouted_head(l);
  for (u32 i = 0; i < l->len; i++) {
    const lex_entry *e = entry_at(l, i);
    if (e) return e;
  }
  return NULL;
}

// ---- who is named

static const lex_entry *first_outlet(const line *l, bool agencies, span *at) {
  for (u32 i = 0; i < l->len; i++) {
    u32 len;
    const lex_entry *e = line_outlet(l, i, agencies, &len);
    if (!e) continue;
    bool agency = outlet_is(e, "agency");
    if (agency == agencies && !outlet_is(e, "photo")) {
      *at = (span){l->at[i].beg, l->at[i + len - 1].end};
      return e;
    }
    i += len - 1;
  }
  return NULL;
}

// The outlet behind an address such as tips@example.com or www.example.com.
static const lex_entry *outlet_by_address(const line *l, span *at) {
  for (u32 i = 0; i < l->len; i++) {
    size_t sign = str_find_byte(l->low[i], '@');
    str domain = sign < l->low[i].n ? str_from(l->low[i], sign + 1) : l->low[i];
    const lex_entry *e = str_find_byte(domain, '.') < domain.n ? outlet_of_address(domain) : NULL;
    if (!e) continue;
    *at = l->at[i];
    return e;
  }
  return NULL;
}

static bool is_agency_alone(const line *l) {
  u32 len;
  const lex_entry *e = l->len && l->len < 6 ? line_outlet(l, 0, true, &len) : NULL;
  return e && !outlet_is(e, "photo") && len == l->len && !line_stops(l->text);
}

// "Image copyright Ann Lee Image caption The quay …": all up to the last label; behind one that names somebody, to the end.
static furniture as_caption(const line *l, span credit) {
  furniture f = {.kind = ZONE_CAPTION, .credit = credit};
  bool open = false;
  for (u32 i = 0, len; i < l->len && i < LABEL_WORDS; i += len) {
    const lex_entry *e = line_phrase(l, LEX_FURNITURE, i, &len);
    if (!lex_says(e, "label") || (i && !open)) len = 1;
    else {
      open = lex_says(e, "named");
      f.label_names |= open;
      f.label.end = open ? (u32)l->text.n : l->at[i + len - 1].end;
    }
  }
  return f;
}

// "EPA The quay of Lund after the storm": an agency of pictures, and straight behind it a caption, which has no full stop.
furniture caption_of_agency(const line *l) {
  u32 len = 0;
  const lex_entry *e = l->len ? line_outlet(l, 0, true, &len) : NULL;
  bool sells = e && (outlet_is(e, "photo") || (outlet_is(e, "agency") && line_shouts(l, 0)));
  if (!sells || l->len < len + CAPTION_WORDS || line_stops(l->text)) return (furniture){.kind = ZONE_BODY};
  bool close = l->at[len].beg == l->at[len - 1].end + 1, shouts = line_shouts(l, len);
  if (!close || shouts || !line_capital(l, len)) return (furniture){.kind = ZONE_BODY};
  return (furniture){.kind = ZONE_CAPTION, .label = {0, l->at[len - 1].end}, .label_names = true};
}

static furniture as_credit(const line *l) {
  furniture f = {.kind = ZONE_CREDIT};
  f.agency = first_outlet(l, true, &f.agency_at);
  return f;
}

static furniture as_promo(const line *l, const lex_entry *e) {
  furniture f = {.kind = ZONE_PROMO};
  if (lex_says(e, "outlet")) f.publisher = outlet_by_address(l, &f.outlet);
  if (lex_says(e, "outlet") && !f.publisher) f.publisher = first_outlet(l, false, &f.outlet);
  return f;
}

furniture furniture_of(const line *l) {
  if (!l->len) return (furniture){.kind = ZONE_NONE};
  span credit = picture_credit_in(l->text);
  if (!span_empty(credit)) return span_len(credit) == l->text.n ? as_credit(l) : as_caption(l, credit);
  if (is_credit_line(l) || is_agency_alone(l)) return as_credit(l);
  const lex_entry *e = listed(l);
  switch (kind_of_entry(e)) {
    case ZONE_PROMO: return as_promo(l, e);
    case ZONE_CREDIT: return as_credit(l);
    case ZONE_CAPTION: return as_caption(l, (span){0});
    default: return (furniture){.kind = ZONE_BODY};
  }
}
