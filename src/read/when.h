// Times, inside: words become items, a cascade of rules joins items to moments, moments are resolved to values.
//
//   atoms -> items (when_item.c) -> longer items (when_grammar.c, lang/en/time.rules) -> values (when_value.c) -> rows (when.c)
//
// The cascade is Abney's (Partial Parsing via Finite-State Cascades, 1996): the rules of a level see the items that the
// levels before it made; at each item the longest rule wins.
#ifndef STEMMA_WHEN_H
#define STEMMA_WHEN_H

#include "model/lexicon.h"
#include "read/atom.h"
#include "read/calendar.h"
#include "read/time_rules.h"

#define CLASS_BIT(name) CLASS_##name##_BIT,
enum time_class_bit { TIME_CLASSES(CLASS_BIT) CLASS_COUNT };
#undef CLASS_BIT
typedef u64 classes;
#define CLASS(name) ((classes)1 << CLASS_##name##_BIT)

// Units of the calendar from the finest; the letters are those of ISO 8601 durations.
#define TIME_UNITS(X) \
  X(UNIT_NONE, "") X(UNIT_SECOND, "S") X(UNIT_MINUTE, "MIN") X(UNIT_HOUR, "H") X(UNIT_PART, "PART") X(UNIT_DAY, "D") \
  X(UNIT_WEEKEND, "WE") X(UNIT_WEEK, "W") X(UNIT_FORTNIGHT, "FN") X(UNIT_MONTH, "M") X(UNIT_QUARTER, "Q") X(UNIT_SEASON, "SN") \
  X(UNIT_HALF, "HY") X(UNIT_YEAR, "Y") X(UNIT_DECADE, "DE") X(UNIT_CENTURY, "CE") X(UNIT_MILLENNIUM, "ML")
#define UNIT_ROW(id, text) id,
typedef enum { TIME_UNITS(UNIT_ROW) UNIT_COUNT } time_unit;
#undef UNIT_ROW

typedef enum { MOMENT_NONE, MOMENT_DATE, MOMENT_TIME, MOMENT_DURATION, MOMENT_SET, MOMENT_SPAN, MOMENT_REF } moment_kind;

enum moment_has { M_YEAR = 1, M_MONTH = 2, M_DAY = 4, M_WEEKDAY = 8, M_SEASON = 16, M_QUARTER = 32, M_HALF = 64, M_PART = 128,
                  M_HOUR = 256, M_MINUTE = 512, M_SECOND = 1024, M_ZONE = 2048, M_SHIFT = 4096, M_WEEK = 8192, M_WEEKEND = 1 << 14 };

// What a phrase says of a time, before it is resolved. Zero: nothing.
typedef struct {
  moment_kind kind;
  u32 has;                    // moment_has
  i32 year;                   // of a decade, a century: its first year
  u8 month, day, weekday, season, quarter, half, part, week;
  u8 hour, minute, second;
  i16 zone;                   // minutes east of UTC
  time_unit fine;             // finest unit said
  time_unit coarse;           // the wider unit that is meant: "the week of 4 May"
  bool bc, era, fiscal, short_year;   // era: BC or AD was said
  i32 shift;                  // so many `unit`s from the anchor
  time_unit unit;
  bool told;                  // the anchor is the last date told, not the day of the article
  i8 toward;                  // -1 last, +1 next weekday or month; 0 by tense
  i32 nth;                    // of `nth_unit`s within what is said; -1 the last
  time_unit nth_unit;
  bool nth_day;               // … of `weekday`s
  float amount[UNIT_COUNT];   // a duration
  bool vague;                 // "several years"
  i8 away;                    // a duration from the anchor: -1 ago, +1 from then on
  str mod, ref;               // ref: PAST_REF …
  str holiday;
} moment;

typedef struct item item;
struct item {
  span at;
  u32 token;                  // its first
  classes is;
  str low;                    // of a single word
  i32 value;                  // of its main class
  time_unit unit;
  str text;                   // of its main class: MO, START, PAST_REF …
  bool capital, glued;
  u64 word;                   // word_bit of `low`
  moment m;
  const item *begin, *end;    // of a SPAN
  const item *inner;          // a date that a longer phrase counts from
};

typedef struct {
  item *at;
  u32 len;
} items;

time_unit time_unit_named(str name);   // "W", UNIT_NONE where there is none
bool time_rule_word(str low);          // may it be a word of the rules?
extern const classes time_core;        // without one of these no rule makes a time
classes time_classes_of(const lex_entry *e);   // what a line of lang/en/times.txt says

// What words can do in a time, by their kind: seen once for each word of the article (when_live.c).
typedef struct {
  const doc *d;
  u8 *by_word;                // [words]
} live_words;

live_words live_words_of(const doc *d, arena *mem);
bool may_hold_time(const live_words *l, u32 first, u32 last);          // tokens [first, last)

// The atoms that a rule could see, and one on either side; LIVE_KNOWN: the tables may know them. 0: dead.
enum { LIVE_BESIDE = 1, LIVE_KNOWN };
u8 *live_atoms(const live_words *l, arena *mem, atoms a);
items items_of(const doc *d, arena *mem, atoms a, const u8 *live);     // of the live atoms alone

// The token after an event that "since" at this token opens an interval with; 0 = it opens none ("since" for "because").
u32 since_event_end(const doc *d, u32 since);

// Joins the items in place; false, and nothing done, where no word among them can begin or hold a time.
bool time_grammar_run(arena *mem, items *list);

// What resolving may count from.
typedef struct {
  bool dated;                 // the day of the article, or of the statement, is known
  date said;
  bool story;                 // a narrative: dates without a year belong to the time told, not to the article
  bool has_told;
  date told;                  // where the narrative stands
  time_unit told_unit;        // how precisely; UNIT_NONE: nothing told yet
  i8 tense;                   // of the clause: -1 past, +1 future, +2 present, 0 unknown
} time_context;

typedef struct {
  str value;
  bool known;                 // `day` is a real date
  date day;                   // its first day
  time_unit unit;
} time_value;

time_value moment_resolve(arena *mem, const moment *m, const time_context *c);
str duration_text(arena *mem, const moment *m);

#endif
