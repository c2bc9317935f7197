// What a line or paragraph of a text is, told by its words alone: article or what stands around articles.
#ifndef STEMMA_FURNITURE_H
#define STEMMA_FURNITURE_H

#include "doc/doc.h"
#include "input/line.h"

typedef struct {
  zone_kind kind;       // ZONE_BODY where nothing tells otherwise
  span credit;          // the credit inside a caption, in bytes of the line; empty = none
  span label;           // "Image caption" before a caption, with whom it names; empty = none
  bool label_names;
  span outlet;          // words of a promotion that name its outlet
  const lex_entry *publisher;   // the outlet itself
  span agency_at;       // words that name the agency of a credit
  const lex_entry *agency;
} furniture;

furniture furniture_of(const line *l);
furniture caption_of_agency(const line *l);   // of a line in the midst of an article; ZONE_BODY where it is none

// "(AP Photo/Ann Lee)", "Photo: …", "REUTERS/…": does the text name who made a picture and nothing else?
bool is_picture_credit(str text);

// People of a line such as "By Ann Lee and Bo Ray, Staff Writers" or "Ann Lee, Reuters": names [count] at most `most`.
// 0 where the line is no byline. `agency`: set where the line names one.
typedef struct {
  span name[8];
  u32 names;
  bool byline;
  span agency_at;
  const lex_entry *agency;
} authors;
authors authors_of(const line *l);

// The bytes at the head of a paragraph that say where (and when, and whose report) it is: "PARIS, May 3 (AP) — ".
typedef struct {
  u32 len;              // 0 = none
  span agency_at;
  const lex_entry *agency;
} dateline;
dateline dateline_of(str paragraph);

#endif
