// The types that every file uses. Nothing here knows of news.
#ifndef STEMMA_BASE_H
#define STEMMA_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

// A place: bytes [beg, end) of a document's text. {0, 0} means nowhere.
typedef struct {
  u32 beg, end;
} span;

static inline u32 span_len(span s) { return s.end - s.beg; }
static inline bool span_empty(span s) { return s.end <= s.beg; }
static inline bool span_holds(span outer, span inner) { return outer.beg <= inner.beg && inner.end <= outer.end; }
static inline bool span_meets(span a, span b) { return a.beg < b.end && b.beg < a.end; }

#define COUNT_OF(a) (sizeof(a) / sizeof *(a))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#endif
