// Who wrote a page: names out of what its fields and bylines hold, without roles, agencies and the site itself.
#include "base/utf8.h"
#include "input/line.h"
#include "input/page_facts.h"

enum { LONGEST_LIST = 600, LONGEST_NAME = 80, LONGEST_LINE = 200, LINE_NAMES = 24, NEAR = 8, TRUST_NEAR = 22, TRUST_FAR = 12, TRUST_ACCOUNT = 6, TRUST_STATED = 58, SHORTEST_SLUG = 3 };

static bool is_address(str s) {
  return str_find(s, S("://")) < s.n || str_find_byte(s, '@') < s.n || str_starts(s, S("www."));
}

static bool has_digits(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (is_digit(s.p[i])) return true;
  return false;
}

// The words of the line without what stands around a name: "Text by Ann Lee, Staff Writer" gives Ann Lee.
static span name_words(const line *l) {
  u32 first = 0, last = l->len, len;
  while (first < last && lex_says(line_phrase(l, LEX_AUTHOR_WORDS, first, &len), "before")) first += len;
  for (u32 w = last; w-- > first + 1;)
    if (lex_says(line_phrase(l, LEX_AUTHOR_WORDS, w, &len), "behind") && w + len == last) last = w;
  return (span){MIN(first, last), last};
}

static bool is_nobody(const line *l, span w) {
  u32 len;
  const lex_entry *e = line_outlet(l, w.beg, true, &len);
  if (e && w.beg + len == w.end) return true;
  if (str_eq(l->low[w.beg], S("the")) || (span_len(w) == 1 && line_shouts(l, w.beg))) return true;   // bodies, and their letters
  for (u32 i = w.beg; i < w.end; i++) {
    size_t dot = str_find_byte(l->low[i], '.');
    if (lex_says(lex_find(LEX_AUTHOR_WORDS, l->low[i]), "nobody")) return true;
    // a domain
    if (dot > 2 && dot + 3 <= l->low[i].n && dot + 5 >= l->low[i].n) return true;
  }
  return false;
}

// The name is the site's: its letters are those of the host's ("The Daily Post" on www.dailypost.example).
static bool is_host_name(str host, str name) {
  char low[64] = "";
  size_t n = 0;
  for (size_t i = 0; i < name.n; i++) {
    if ((u8)name.p[i] >= 0x80 || n == sizeof low) return false;
    if (is_alnum(name.p[i])) low[n++] = to_lower(name.p[i]);
  }
  str letters = {low, n};
  if (str_starts_nocase(host, S("www."))) host = str_from(host, 4);
  str label = str_sub(host, 0, str_find_byte(host, '.'));
  if (str_starts_nocase(name, S("the ")) && !str_starts(label, S("the"))) letters = str_from(letters, 3);
  return n > 2 && str_eq_nocase(letters, label);
}

static bool is_outlet_name(const page_facts *f, str name) {
  return (f->outlet.value.n && str_eq_nocase(f->outlet.value, name)) || is_host_name(f->host, name);
}

// What an account is called, not a person: "annlee", "ann.lee", "ann-lee7".
static bool is_account(str name) {
  for (size_t i = 0; i < name.n; i++)
    if (is_upper(name.p[i]) || is_space(name.p[i]) || (u8)name.p[i] >= 0x80) return false;
  return true;
}

// Names run into what follows them where the page parts them by its looks alone: "Ann LeeStaff Writer", "Ann LeeFollow".
static str unglued(str name) {
  for (size_t i = 1; i + 1 < name.n; i++) {
    if (!is_lower(name.p[i - 1]) || !is_upper(name.p[i])) continue;
    line l;
    u32 len;
    line_read(&l, str_from(name, i));
    if (!l.len) continue;
    const lex_entry *e = line_phrase(&l, LEX_AUTHOR_WORDS, 0, &len);
    if (lex_says(e, "behind") || lex_says(e, "nobody") || lex_says(lex_find(LEX_FURNITURE, l.low[0]), "role")) return str_sub(name, 0, i);
  }
  return name;
}

// A name as it is printed: every word of it begins with a capital or is a particle. One word alone names few people.
static bool looks_named(const line *l, span w) {
  for (u32 i = w.beg; i < w.end; i++)
    if (!line_capital(l, i) && !lex_says(lex_find(LEX_FURNITURE, l->low[i]), "particle")) return false;
  return span_len(w) > 1 && line_capital(l, w.end - 1);
}

static bool all_behind(const line *l) {
  u32 len = 0;
  for (u32 i = 0; i < l->len; i += len)
    if (!lex_says(line_phrase(l, LEX_AUTHOR_WORDS, i, &len), "behind")) return false;
  return true;
}

// False where the name is none: what follows it in a list is its description.
// `printed`: read off the visible page, where much else stands beside names.
static bool add_author(const page *p, page_facts *f, str name, bool printed) {
  name = page_plain(p, str_sub(name, 0, str_find(name, S(" @"))));
  if (str_starts(name, S("By")) && name.n > 2 && is_upper(name.p[2])) name = str_from(name, 2);
  name = unglued(name);
  if (name.n < 3 || name.n > LONGEST_NAME || is_address(name) || has_digits(name) || is_outlet_name(f, name)) return true;
  line l;
  line_read(&l, name);
  span w = name_words(&l);
  if (span_empty(w) || span_len(w) > 6 || all_behind(&l) || str_find_byte(name, '[') < name.n) return false;
  u32 len;
  const lex_entry *e = line_outlet(&l, w.beg, true, &len);
  if (outlet_is(e, "agency") && w.beg + len == w.end && !f->agency.n) f->agency = outlet_name(p->mem, e);
  if (is_nobody(&l, w) || (printed && w.beg == 0 && !looks_named(&l, w))) return false;
  bool stop = l.at[w.end - 1].end < name.n && name.p[l.at[w.end - 1].end] == '.';
  name = str_sub(name, l.at[w.beg].beg, l.at[w.end - 1].end + stop);
  for (u32 i = 0; i < f->authors; i++) {
    if (str_starts_nocase(name, f->author[i])) return true;
    // The same name without what ran into it.
    if (!str_starts_nocase(f->author[i], name)) continue;
    f->author[i] = name;
    return true;
  }
  if (f->authors < PAGE_AUTHORS) f->author[f->authors++] = name;
  return true;
}

static size_t joint_at(str s, size_t *len) {
  static const char *const joints[] = {" and ", " And ", " AND ", " & ", ", ", "; ", " | ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " oraz ", " with ", " - ", "/", ","};
  size_t best = s.n;
  for (u32 i = 0; i < COUNT_OF(joints); i++) {
    size_t at = str_find(s, str_of(joints[i]));
    if (at >= best) continue;
    best = at;
    *len = strlen(joints[i]);
  }
  return best;
}

// A list that the page prints, and of which its fields name some alone.
static bool has_more(const page_facts *found, const page_facts *f, u32 trust) {
  if (trust < TRUST_NEAR || !f->authors || found->authors <= f->authors) return false;
  for (u32 i = 0; i < f->authors; i++) {
    u32 same = 0;
    while (same < found->authors && !str_eq_nocase(found->author[same], f->author[i])) same++;
    if (same == found->authors) return false;
  }
  return true;
}

static bool all_accounts(const page_facts *f) {
  for (u32 i = 0; i < f->authors; i++)
    if (!is_account(f->author[i])) return false;
  return true;
}

// `printed`: as of add_author.
static void offer(const page *p, page_facts *f, str value, u32 trust, bool printed) {
  if (is_address(str_sub(value, 0, str_find(value, S(" @"))))) return;
  page_facts found = *f;
  if (trust != f->authors_trust) found.authors = 0;
  str rest = page_decoded(p, str_sub(value, 0, LONGEST_LIST));
  while (rest.n) {
    size_t len = 0, at = joint_at(rest, &len);
    if (!add_author(p, &found, str_sub(rest, 0, at), printed) && found.authors) break;
    rest = str_from(rest, at + len);
  }
  f->agency = found.agency;
  if (!found.authors) return;
  if (all_accounts(&found)) trust = MIN(trust, (u32)TRUST_ACCOUNT);
  if (trust < f->authors_trust && !has_more(&found, f, trust)) return;
  if (trust != f->authors_trust) found.authors_from = (str){0};
  found.authors_trust = MAX(trust, f->authors_trust);
  *f = found;
}

void page_author_offer(const page *p, page_facts *f, str value, u32 trust) { offer(p, f, value, trust, trust < TRUST_STATED); }

// ---- marked-up elements

static bool in_comments(const page *p, u32 e) {
  for (; e; e = p->elements.at[e].parent)
    if (element_marked(&p->elements.at[e], MARK_COMMENT)) return true;
  return false;
}

// Far from the headline the first name is the article's, later ones are those of other articles.
static void offer_byline(page_facts *f, const page *p, str shown, u32 trust, bool near, bool named) {
  trust += near ? 14 : 0;
  if (near || trust > f->authors_trust || !f->authors) offer(p, f, shown, trust, !named && trust < TRUST_STATED);
}

// Where an author's own name begins in the address of the link; empty where it leads to no author.
static str author_in(const GumboElement *el) {
  static const char *const parts[] = {"/author", "/autor", "/auteur", "/profil", "/creator", "/staff/", "/contributor", "/redakt"};
  str to = attribute(el, "href");
  for (u32 i = 0; el->tag == GUMBO_TAG_A && i < COUNT_OF(parts); i++) {
    size_t at = str_find_nocase(to, str_of(parts[i]));
    if (at < to.n) return str_from(to, at + strlen(parts[i]));
  }
  return (str){0};
}

static bool links_to_author(const GumboElement *el) { return author_in(el).n > 0; }

// The address has the name's last word, as that of a person's page does and that of a list of authors does not.
static bool links_by_name(const GumboElement *el, str shown) {
  str last = shown;
  for (size_t i = 0; i < shown.n; i++)
    if (is_space(shown.p[i])) last = str_from(shown, i + 1);
  str to = author_in(el);
  return last.n >= SHORTEST_SLUG && str_find_nocase(to, last) < to.n;
}

// How surely the element is a byline, by what it calls itself; 0 = not at all.
static u32 byline_trust(const element *e, str shown, bool near) {
  if (element_says(e->el, "rel", "author")) return 44;
  if (near && links_to_author(e->el)) return 36;
  if (!(e->marks.n + e->id.n)) return 0;
  if (element_marked(e, MARK_BYLINE) || element_marked(e, MARK_AUTHOR_NAME) || element_marked(e, MARK_AUTHORNAME)) return 30;
  bool author = shown.n < 60 && (element_marked(e, MARK_AUTHOR) || element_marked(e, MARK_AUTOR) || element_marked(e, MARK_AUTEUR));
  return author ? 24 : 0;
}

// "By Ann Lee" in an element that calls itself a byline.
void page_byline_read(page_facts *f, const page *p, const element *e, bool near) {
  str shown = str_trim(page_str(p, e->at));
  u32 trust = shown.n < 3 || shown.n > 160 ? 0 : byline_trust(e, shown, near);
  if (!trust || in_comments(p, (u32)(e - p->elements.at))) return;
  shown = str_sub(shown, 0, MIN(str_find_byte(shown, '\n'), (size_t)90));
  // A link to the author's own page shows a name, be it of one word.
  bool named = element_says(e->el, "rel", "author") || links_by_name(e->el, shown);
  offer_byline(f, p, shown, trust, near, named);
}

// ---- lines that begin as bylines do

static bool is_before(const line *l, u32 at, u32 *len) { return lex_says(line_phrase(l, LEX_AUTHOR_WORDS, at, len), "before"); }

// Who made a picture or sells it is no author of the text.
static bool of_picture(const line *l, u32 before) {
  for (u32 i = 0; i < before; i++) {
    u32 len;
    if (lex_says(line_phrase(l, LEX_FURNITURE, i, &len), "photo") || lex_says(lex_find(LEX_AUTHOR_WORDS, l->low[i]), "nobody")) return true;
  }
  return false;
}

// The names that follow from word `at`: "Ann Lee, Bo Ray and Cy Tan | May 3". Empty where no name of a person stands there.
static str names_from(const line *l, u32 at) {
  u32 first = at, end = at;
  while (at < l->len) {
    u32 n = MIN(l->len - at, 4u);
    while (n > 1 && !line_is_name(l, at, at + n)) n--;
    if (n < 2) break;
    end = at += n;
    if (at < l->len && lex_says(lex_find(LEX_AUTHOR_WORDS, l->low[at]), "joint")) at++;
    else if (at < l->len && !line_before(l, at, ',') && !line_before(l, at, '/')) break;
  }
  return end > first ? str_sub(l->text, l->at[first].beg, l->at[end - 1].end) : (str){0};
}

// In the midst of a line a byline follows a date or a mark that parts things: "May 3, 2021 by Ann Lee", "Opinion | By Ann Lee".
static bool parted(const line *l, u32 at) {
  calendar day;
  span where;
  if (!at) return true;
  if (line_before(l, at, '|') || line_before(l, at, '\n')) return true;
  return date_find(str_sub(l->text, 0, l->at[at].beg), &day, &where);
}

// "By Ann Lee", "Posted on May 3, 2021 by Ann Lee", "Text: Ann Lee". Far from the headline only where the line is nothing else
// or a colon follows its first words.
static void read_line(page_facts *f, const page *p, str s, u32 trust, bool near) {
  line l;
  u32 len = 1;
  bool glued = near && s.n > 3 && str_starts(s, S("By")) && is_upper(s.p[2]) && is_lower(s.p[3]);   // parted from the name by its looks alone
  if (glued) s = str_from(s, 2);
  line_read(&l, s);
  if (l.cut || l.len > LINE_NAMES) return;
  if (glued) page_author_offer(p, f, names_from(&l, 0), trust);
  for (u32 i = 0; i < l.len && (near || !i); i++) {
    if (!is_before(&l, i, &len) || !parted(&l, i)) continue;
    bool colon = line_after(&l, i + len - 1, ':');
    while (i + len < l.len) {
      u32 more;
      if (!is_before(&l, i + len, &more)) break;
      len += more;
    }
    str names = names_from(&l, i + len);
    bool ends = names.n && names.p + names.n == s.p + l.at[l.len - 1].end;
    if (names.n && (near || colon || ends) && !of_picture(&l, i)) page_author_offer(p, f, names, trust - (i > 0));
  }
}

// The part of the line before its next mark, which is taken off with the mark.
static str next_part(str *rest) {
  static const char *const marks[] = {"|", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "\xE2\x80\xA2", "\xC2\xB7"};
  size_t best = rest->n, len = 0;
  for (u32 i = 0; i < COUNT_OF(marks); i++) {
    size_t at = str_find(*rest, str_of(marks[i]));
    if (at < best) best = at, len = strlen(marks[i]);
  }
  str part = str_trim(str_sub(*rest, 0, best));
  *rest = str_from(*rest, MIN(best + len, rest->n));
  return part;
}

// "3.5.2021 | 13:10 | Ann Lee", "Ann Lee - May 3, 2021": one name among parts that are all dates and times.
static void read_dated(page_facts *f, const page *p, str s) {
  str name = {0};
  calendar day;
  span where;
  if (!date_find(s, &day, &where)) return;
  for (str rest = s, part; rest.n;) {
    if (!(part = next_part(&rest)).n || has_digits(part)) continue;
    line l;
    line_read(&l, part);
    if (name.n || l.cut || l.len < 2 || l.len > 4 || !line_is_name(&l, 0, l.len) || !looks_named(&l, (span){0, l.len})) return;
    name = part;
  }
  if (name.n && name.n < s.n) page_author_offer(p, f, name, TRUST_NEAR - 1);
}

// "Author:" alone in its block, and the name in the next.
static bool is_label(str s) {
  line l;
  u32 len;
  line_read(&l, s);
  return l.len && s.p[s.n - 1] == ':' && is_before(&l, 0, &len) && len == l.len;
}

static void read_labelled(page_facts *f, const page *p, u32 row) {
  str shown = row < p->blocks.len ? page_str(p, p->blocks.at[row].at) : (str){0};
  line l;
  if (!shown.n || shown.n >= LONGEST_LINE) return;
  line_read(&l, shown);
  str names = l.cut ? (str){0} : names_from(&l, 0);
  if (names.n) page_author_offer(p, f, names, TRUST_FAR);
}

void page_bylines_visible(page_facts *f, const page *p, u32 heading) {
  u32 at = heading ? p->elements.at[heading].first : 0, from = at > 2 ? at - 2 : 0;
  for (u32 b = from; b < p->blocks.len && b < at + NEAR; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    bool headline = element_with_tag(p, p->blocks.at[b].element, GUMBO_TAG_H1) > 0;
    if (shown.n >= LONGEST_LINE || headline) continue;
    read_line(f, p, shown, TRUST_NEAR, true);
    read_dated(f, p, shown);
  }
  for (u32 b = at; b < p->blocks.len && !f->authors; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    if (shown.n >= LONGEST_LINE || in_comments(p, p->blocks.at[b].element)) continue;
    if (shown.n && is_label(shown)) read_labelled(f, p, b + 1);
    else read_line(f, p, shown, TRUST_FAR, false);
  }
}
