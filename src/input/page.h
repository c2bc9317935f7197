// A web page as rows: its elements in document order, its blocks of text, and the way back to the bytes.
#ifndef STEMMA_PAGE_H
#define STEMMA_PAGE_H

#include <gumbo.h>

#include "doc/map.h"
#include "input/html_tame.h"

// What an element calls itself: words in its class or id, as parts of names too.
#define PAGE_MARKS(MARK) \
  MARK(DATE, "date") MARK(DATUM, "datum") MARK(PUBLISH, "publish") MARK(POSTED, "posted") MARK(TIME, "time") MARK(FECHA, "fecha") \
  MARK(MODIF, "modif") MARK(UPDAT, "updat") MARK(ENTRY_DATE, "entry-date") MARK(BYLINE, "byline") MARK(AUTHOR, "author") \
  MARK(AUTHOR_NAME, "author-name") MARK(AUTHORNAME, "authorname") MARK(AUTOR, "autor") MARK(AUTEUR, "auteur") \
  MARK(COMMENT, "comment") MARK(LIVEBLOG, "liveblog") MARK(LIVE_BLOG, "live-blog") MARK(LIVETICKER, "liveticker")

enum page_mark {
#define PAGE_MARK(name, word) MARK_##name,
  PAGE_MARKS(PAGE_MARK)
#undef PAGE_MARK
};

// An element below <html>. Row 0 is nil.
typedef struct {
  const GumboElement *el;
  u32 parent;        // row of elements, 0 = none
  u32 depth;
  span at;           // its text in `flat`
  u32 first, last;   // its blocks [first, last)
  bool block;        // breaks lines
  str marks, id;     // its class and id
  u32 marked;        // a bit for each page_mark in them
} element;

// A stretch of text that no block element interrupts.
typedef struct {
  span at;           // in `flat`
  u32 element;       // the innermost block element that holds it
  u32 links;         // bytes of it that are links
  u32 strong;        // bytes in bold
  bool hidden;       // by an attribute
} block;

typedef struct {
  arena *mem;
  tamed_page source; // the page in UTF-8, without what nobody reads
  VEC(element) elements;
  VEC(block) blocks;
  VEC(char) flat;    // the text of all blocks, white space collapsed; blocks are parted by '\n'
  VEC(map_run) runs; // from `flat` to the page
  VEC(const GumboElement *) metas;     // <meta> and <link>, in order
  u32 marks_by_letter[32];             // bits of the page_marks that begin with each
  str title;         // of <title>
  str language;      // of <html lang>
} page;

// Parses; everything lives in `mem`, whose budget bounds the parser.
void page_read(page *p, arena *mem, str source);

str page_str(const page *p, span at);
str attribute(const GumboElement *el, const char *name);     // empty where there is none
bool has_attribute(const GumboElement *el, const char *name);
bool element_below(const page *p, u32 e, u32 top);           // e is top or lies below it
u32 element_with_tag(const page *p, u32 e, GumboTag tag);    // e or the nearest above it with this tag, 0 = none
static inline bool element_marked(const element *e, enum page_mark m) { return e->marked >> m & 1; }
bool element_says(const GumboElement *el, const char *name, const char *wanted);   // the attribute has the word
bool words_mark(str marks, const char *part);                // a class or id holds the word, as a part of a name too

#endif
