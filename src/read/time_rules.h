// The shape of the rules of times: shared by gen/time_rules.c, which compiles lang/en/time.rules, and read/when_grammar.c.
//
//   MONTH N31 ,? YEAR<TAB>level=1 month=1 day=2 year=4
//
// A pattern is made of words in lower case (a|b: either), classes in capitals (A|B: either), a ? behind what may be absent and
// a > before what must follow but stays outside. field=k takes its value from the k-th element, where that matched;
// field=:x is the value x itself. Further: makes=CLASS; after=a|b (a word that must stand before); the (takes "the" in);
// glued (no blanks inside); skip (the span begins after the first part); stop (no other word may follow).
#ifndef STEMMA_TIME_RULES_H
#define STEMMA_TIME_RULES_H

#include <stdbool.h>
#include <stdint.h>

// Classes of items; the names stand in lang/en/times.txt and lang/en/time.rules.
#define TIME_CLASSES(X) \
  X(MONTH) X(WEEKDAY) X(WEEKDAYS) X(SEASON) X(PART) X(PARTS) X(UNIT) X(UNITS) X(PHASE) X(REL) X(MANY) X(AMPM) X(ZONE) X(ERA) \
  X(HOLIDAY) X(DAYREF) X(REF) X(BOUND) X(SETWORD) X(PERIOD) X(WEEKDATE) X(ADJ) X(TENS) X(AGE) X(NUM) X(N12) X(N24) X(N31) X(N60) \
  X(N2) X(ORD) X(YEAR) X(ERAYEARS) X(WORDNUM) X(DATE) X(DAYDATE) X(MONDATE) X(YEARDATE) X(CLOCK) X(TIME) X(DUR) X(SET) X(SPAN) \
  X(HOLD) X(LEAD) X(NOON)

#define TIME_FIELDS(X) \
  X(base) X(in) X(year) X(month) X(day) X(weekday) X(season) X(quarter) X(half) X(part) X(hour) X(minute) X(second) X(ampm) \
  X(zone) X(era) X(decade) X(century) X(fiscal) X(short_year) X(holiday) X(shift) X(unit) X(toward) X(told) X(nth) X(nth_unit) \
  X(nth_day) X(n) X(add) X(plus) X(away) X(vague) X(mod) X(ref) X(begin) X(end) X(weekend) X(kind) X(high) X(low) X(dayshift) \
  X(week) X(from) X(coarse)

enum { RULE_ELEMENTS = 12, RULE_SETS = 10, RULE_LEVELS = 8 };

typedef struct {
  uint64_t is;              // classes
  const char *words;        // "on|in", NULL for classes
  uint64_t bits;            // word_bit of each of them
  bool optional, ahead;
} rule_element;

typedef struct {
  uint8_t field, from;      // from = 0: the constant
  int32_t number;
  const char *constant;
} rule_set;

typedef struct {
  rule_element e[RULE_ELEMENTS];
  rule_set set[RULE_SETS];
  uint64_t makes, first_words;   // first_words: word_bit of each word that may open it
  uint64_t second_is, second_words;   // of the element that must follow the first; both 0 = none must
  const char *after;
  uint8_t elements, sets, words; // words: how many elements are words
  bool the, glued, skip, stop;
} time_rule;

// A word as one of 64 bits: what has other bits cannot be it.
static inline uint64_t word_bit(const char *p, size_t n) {
  uint32_t h = (uint32_t)n * 31;
  for (size_t i = 0; i < n && i < 4; i++) h = h * 33 + (unsigned char)p[i];
  return (uint64_t)1 << (h >> 3 & 63);
}

// The words of all rules as a set of bits: what has no bit there is in no rule, and little else has one.
enum { RULE_WORD_BITS = 4096 };
static inline uint32_t rule_word_hash(const char *p, size_t n) {
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)p[i]) * 16777619u;
  return (h ^ h >> 15) % RULE_WORD_BITS;
}

#endif
