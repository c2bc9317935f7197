// When a page was published and changed: what its fields, marked-up elements, address and visible text say.
#include "input/line.h"
#include "input/page_origins.h"

enum { LOOK_BYTES = 600, TRUST_TOLD = 27, TRUST_VISIBLE = 25, TRUST_FAR_TOLD = 16, TRUST_FAR = 10, TRUST_IMAGE = 4, NEAR = 8,
       LONG_LINE = 300, LINE_SHOWN = 140, LINE_FAR = 90 };

void page_date_offer(const page *p, const page_facts *f, page_fact *to, str value, u32 trust) {
  calendar day;
  span where;
  if (trust > to->trust && date_find_ordered(str_sub(value, 0, LOOK_BYTES), f->order, &day, &where))
    *to = (page_fact){.value = date_iso(p->mem, &day), .trust = trust};
}

// ---- elements

static bool is_modified(const element *e) { return element_marked(e, MARK_MODIF) || element_marked(e, MARK_UPDAT); }

static bool marks_date(const element *e) {
  static const enum page_mark marks[] = {MARK_DATE, MARK_DATUM, MARK_PUBLISH, MARK_POSTED, MARK_TIME, MARK_FECHA};
  for (u32 i = 0; i < COUNT_OF(marks); i++)
    if (element_marked(e, marks[i])) return true;
  return false;
}

void page_time_read(page_facts *f, const page *p, const element *e, bool near) {
  str moment = attribute(e->el, "datetime"), shown = page_str(p, e->at), hint = attribute(e->el, "title");
  bool tag = e->el->tag == GUMBO_TAG_TIME;
  if (!tag && (!(shown.n + moment.n) || shown.n > 60 || !marks_date(e))) return;
  bool published = has_attribute(e->el, "pubdate") || element_marked(e, MARK_PUBLISH) || element_marked(e, MARK_ENTRY_DATE);
  u32 trust = (published ? 50u : near ? 46u : tag ? 34u : 28u) + (near ? 4u : 0u) + (tag ? 4u : 0u);
  page_fact *to = is_modified(e) ? &f->modified : &f->published;
  page_date_offer(p, f, to, moment.n ? moment : shown, trust);
  page_date_offer(p, f, to, hint, trust - 1);
  page_date_offer(p, f, to, shown, trust - 2);
}

// ---- visible text

typedef enum { SAYS_NOTHING, SAYS_PUBLISHED, SAYS_MODIFIED, SAYS_OTHER } date_word;

// What the last word of the list in `s` makes of the date beside it.
static date_word last_word(str s) {
  line l;
  date_word says = SAYS_NOTHING;
  line_read(&l, s);
  for (u32 i = 0, len; i < l.len; i += len) {
    const lex_entry *e = line_phrase(&l, LEX_DATE_WORDS, i, &len);
    if (!e) len = 1;
    else says = lex_says(e, "published") ? SAYS_PUBLISHED : lex_says(e, "modified") ? SAYS_MODIFIED : SAYS_OTHER;
  }
  return says;
}

static bool has_digits(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (is_digit(s.p[i])) return true;
  return false;
}

// Every date of the line with what the words before it say, or, where they say nothing, those after it.
static void read_line(page_facts *f, const page *p, str s, u32 told, u32 bare) {
  if (!has_digits(s)) return;
  for (u32 from = 0; from < s.n;) {
    calendar day;
    span where;
    str rest = str_from(s, from);
    if (!date_find_ordered(rest, f->order, &day, &where)) return;
    date_word says = last_word(str_sub(rest, 0, where.beg));
    if (says == SAYS_NOTHING) says = last_word(str_sub(rest, where.end, where.end + 60));
    str value = str_sub(rest, where.beg, where.end);
    u32 trust = says == SAYS_NOTHING ? bare : says == SAYS_OTHER ? 0 : told;
    page_date_offer(p, f, says == SAYS_MODIFIED ? &f->modified : &f->published, value, trust);
    from += where.end;
  }
}

// A date in a block close to the headline; then those that say what they are; dates that only stand there last.
void page_dates_visible(page_facts *f, const page *p, u32 heading) {
  u32 at = heading ? p->elements.at[heading].first : 0, from = at > NEAR ? at - NEAR : 0;
  for (u32 b = from; b < p->blocks.len && b < at + 2 * NEAR; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    if (shown.n < LINE_SHOWN) read_line(f, p, shown, TRUST_TOLD, TRUST_VISIBLE);
  }
  for (u32 b = 0; b < p->blocks.len; b++) {
    for (str rest = page_str(p, p->blocks.at[b].at); rest.n;) {
      str shown = str_token(&rest, '\n');
      if (shown.n < LONG_LINE) read_line(f, p, shown, TRUST_FAR_TOLD, shown.n < LINE_FAR ? TRUST_FAR : 0);
    }
  }
}

// ---- the day a reader saw

// Whether a moment in UTC can have been the other day somewhere: the day before where clocks are behind, the day after where ahead.
static bool can_be_day(const calendar *told, const calendar *other) {
  i32 apart = date_days(other) - date_days(told);
  return told->has_time && ((apart == -1 && told->hour < 12) || (apart == 1 && told->hour >= 10));
}

static bool printed_near(const page_facts *f, const page *p, u32 heading, calendar *day) {
  u32 at = p->elements.at[heading].first, from = at > NEAR ? at - NEAR : 0;
  span where;
  for (u32 b = from; heading && b < p->blocks.len && b < at + NEAR; b++) {
    str shown = page_str(p, p->blocks.at[b].at);
    if (shown.n > 100 || !date_find_ordered(shown, f->order, day, &where)) continue;
    if (last_word(str_sub(shown, 0, where.beg)) != SAYS_MODIFIED) return true;
  }
  return false;
}

// A page that is brought out again with a new date prints that one, not as an update, and tells its old one to machines alone.
void page_prefer_printed_issue(page_facts *f, const page *p, u32 heading) {
  calendar told, later, printed;
  span where;
  if (!date_find(f->modified.value, &later, &where) || !date_find(f->published.value, &told, &where)) return;
  if (!printed_near(f, p, heading, &printed) || date_days(&printed) != date_days(&later)) return;
  if (date_days(&later) > date_days(&told)) page_fact_prefer(f, &f->published, &f->modified);
}

// A moment told in UTC is of the day that the address or the page prints, where it can be.
void page_prefer_printed_day(page_facts *f, const page *p, u32 heading, str url) {
  calendar told, other;
  span where;
  if (!str_ends(f->published.value, S("Z")) || !date_find(f->published.value, &told, &where)) return;
  bool address = date_find(url, &other, &where);
  if (address && date_days(&other) == date_days(&told)) return;
  if (!(address && can_be_day(&told, &other)) && !(printed_near(f, p, heading, &other) && can_be_day(&told, &other))) return;
  other.has_time = false;
  page_fact day = {.value = date_iso(p->mem, &other), .trust = f->published.trust, .from = address && can_be_day(&told, &other) ? S("address") : S("text")};
  page_fact_prefer(f, &f->published, &day);
}
