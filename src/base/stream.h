// Bytes as they come: out of a file, out of memory, or out of another stream. A window shows what comes next, so that
// input of any length takes the memory of what its reader looks at.
#ifndef STEMMA_STREAM_H
#define STEMMA_STREAM_H

#include "base/fail.h"

typedef struct stream stream;
struct stream {
  i64 (*pull)(stream *s, char *room, size_t n);   // bytes put into `room`; 0 at the end; -1 and `why` where the source breaks
  bool (*resume)(stream *s);                      // goes on behind broken bytes; NULL = cannot
  bool (*place)(stream *s, u64 *at);              // NULL: the next byte's own place; see stream_place
  void (*drop)(stream *s);
  void *state;
  char *buffer;
  size_t beg, end, cap;   // the window: buffer[beg, end)
  u64 at;                 // place of the window's first byte among all bytes of the stream
  bool over;              // nothing more can be pulled
  fail why;               // code: why it broke; FAIL_NONE = it has an end
};

// Each is freed by stream_close; NULL for lack of memory, of a file also where it cannot be opened.
stream *stream_of_file(const char *path, u64 offset, fail *f);   // "-" is standard input
stream *stream_of_bytes(char *bytes, size_t n);                  // takes over bytes from malloc
stream *stream_new(void *state);
void stream_close(stream *s);

// The next bytes, which stay where they are: n of them, fewer before the end only. Valid until the next call.
str stream_look(stream *s, size_t n);
str stream_next(stream *s);                 // at least one byte, whatever the window holds; empty at the end
void stream_take(stream *s, size_t n);      // of what was looked at
u64 stream_skip(stream *s, u64 n);          // how many there were

// The next line, its end included; false where it is longer than `most`: it holds the beginning then. Empty at the end.
bool stream_line(stream *s, size_t most, str *line);

// All that is left, up to `limit` bytes, as a buffer that the caller frees.
bool stream_whole(stream *s, size_t limit, str *bytes, fail *f);

// Where the file can be entered to read from the next byte on. False: nowhere; *at is then the byte's place in the stream.
bool stream_place(stream *s, u64 *at);
bool stream_resume(stream *s);

#endif
