#include "net/robots.h"

enum { MOST_DELAY_S = 86400, DIGITS = 9 };

typedef enum { LINE_OTHER, LINE_AGENT, LINE_ALLOW, LINE_DISALLOW, LINE_DELAY } line_kind;

// ---- reading

// Takes a line off the front: it ends with CR, LF or both.
static str next_line(str *rest) {
  size_t n = 0;
  while (n < rest->n && rest->p[n] != '\r' && rest->p[n] != '\n') n++;
  str line = str_sub(*rest, 0, n);
  *rest = str_from(*rest, n + 1);
  return line;
}

static line_kind kind_of(str line, str *value) {
  static const struct {
    const char *key;
    line_kind kind;
  } keys[] = {{"user-agent", LINE_AGENT}, {"allow", LINE_ALLOW}, {"disallow", LINE_DISALLOW}, {"crawl-delay", LINE_DELAY}};
  str_cut_result field = str_cut(str_cut(line, '#').head, ':');
  *value = str_trim(field.tail);
  if (!field.found) return LINE_OTHER;
  for (u32 i = 0; i < COUNT_OF(keys); i++)
    if (str_eq_nocase(str_trim(field.head), str_of(keys[i].key))) return keys[i].kind;
  return LINE_OTHER;
}

// The token of a product line: letters, hyphens and underscores; `stemma/1.0` names `stemma`.
static str token_of(str value) {
  size_t n = 0;
  while (n < value.n && (is_alpha(value.p[n]) || value.p[n] == '-' || value.p[n] == '_')) n++;
  return str_sub(value, 0, n);
}

// Seconds with or without a fraction, in milliseconds; 0 where it is no number.
static u32 delay_of(str value) {
  str_cut_result parts = str_cut(value, '.');
  i64 seconds = 0, thousandths = 0;
  if (parts.head.n > DIGITS || (parts.head.n && !str_to_int(parts.head, &seconds)) || seconds < 0) return 0;
  for (size_t i = 0, unit = 100; i < 3 && i < parts.tail.n && is_digit(parts.tail.p[i]); i++, unit /= 10)
    thousandths += (parts.tail.p[i] - '0') * (i64)unit;
  return (u32)(MIN(seconds, MOST_DELAY_S) * 1000 + thousandths);
}

static void take_rule(arena *mem, robots *r, line_kind kind, str value) {
  if (kind == LINE_DELAY) r->delay_ms = MAX(r->delay_ms, delay_of(value));
  else if (value.n) vec_push(mem, &r->rules, ((robots_rule){value, kind == LINE_ALLOW}));
}

// The rules of all groups that name `who`; *named: some group does. Lines of agents that follow each other share a group.
static robots rules_for(arena *mem, str file, str who, bool *named) {
  robots r = {0};
  bool ours = false, naming = false;
  while (file.n) {
    str value;
    line_kind kind = kind_of(next_line(&file), &value);
    if (kind == LINE_OTHER) continue;
    if (kind == LINE_AGENT) {
      bool us = str_eq(who, S("*")) ? str_starts(value, who) : str_eq_nocase(token_of(value), who);
      ours = us || (naming && ours);
      *named |= us;
    } else if (ours) {
      take_rule(mem, &r, kind, value);
    }
    naming = kind == LINE_AGENT;
  }
  return r;
}

robots robots_read(arena *mem, str file, str product) {
  bool named = false;
  file = str_sub(file, 0, ROBOTS_LARGEST);
  if (str_starts(file, S("\xEF\xBB\xBF"))) file = str_from(file, 3);
  robots r = rules_for(mem, file, product, &named);
  return named ? r : rules_for(mem, file, S("*"), &named);
}

// ---- asking

static int hex_of(char c) {
  c = to_lower(c);
  return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The octet at *at, behind which *at is moved: `%7E` is `~`. An escaped sign that parts addresses (`/`) is not the sign itself:
// it comes as 256 and more. `%2A` and `%24` are how a rule writes a star and a dollar that stand for themselves.
static int octet(str s, size_t *at) {
  int c = (u8)s.p[*at], high, low;
  if (c == '%' && *at + 2 < s.n && (high = hex_of(s.p[*at + 1])) >= 0 && (low = hex_of(s.p[*at + 2])) >= 0) {
    *at += 3;
    c = 16 * high + low;
    return c && strchr(":/?#[]@!&'()+,;=", c) ? 256 + c : c;
  }
  ++*at;
  return c;
}

// Whether the rule fits the path's beginning. A star that failed is tried one octet later: time is at most rule times path.
static bool fits(str rule, str path) {
  bool anchored = str_ends(rule, S("$"));
  if (anchored) rule.n--;
  size_t r = 0, p = 0, star = SIZE_MAX, from = 0;
  for (;;) {
    if (r == rule.n && (!anchored || p == path.n)) return true;
    if (r < rule.n && rule.p[r] == '*') {
      star = ++r;
      from = p;
      continue;
    }
    size_t next_r = r, next_p = p;
    if (r < rule.n && p < path.n && octet(rule, &next_r) == octet(path, &next_p)) {
      r = next_r;
      p = next_p;
      continue;
    }
    if (star == SIZE_MAX || from >= path.n) return false;
    octet(path, &from);
    p = from;
    r = star;
  }
}

bool robots_allow(const robots *r, str path) {
  size_t longest = 0;
  bool allowed = true;
  if (str_eq(path, S("/robots.txt"))) return true;
  for (u32 i = 0; i < r->rules.len; i++) {
    const robots_rule *rule = &r->rules.at[i];
    if (rule->path.n < longest || !fits(rule->path, path)) continue;
    allowed = rule->allow || (allowed && rule->path.n == longest);
    longest = rule->path.n;
  }
  return allowed;
}
