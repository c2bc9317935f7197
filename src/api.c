// Public functions: include/stemma.h over the pipeline, the graph and the outputs.
#include <stdlib.h>
#include <unistd.h>

#include "api.h"
#include "doc/check.h"
#include "graph/story.h"
#include "input/columns.h"
#include "output/listing.h"
#include "pipeline.h"

#ifndef STEMMA_SHARE
#define STEMMA_SHARE "/usr/local/share/stemma"
#endif

enum { DEFAULT_MEMORY = 768 << 20, STORY_MEMORY = 1 << 30, WRITE_MEMORY = 512 << 20, LONGEST_PATH = 4096 };

struct stm_stories {
  stories *all;
  arena *mem;
};

struct stm_inputs {
  inputs *in;
  arena *mem;
};

void api_tell(stm_error *to, const fail *f) {
  if (!to) return;
  to->code = (int)f->code;
  to->pos = f->pos;
  memcpy(to->msg, f->msg, sizeof to->msg);
}

void api_tell_text(stm_error *to, fail_code code, const char *what) {
  fail f;
  fail_set(&f, code, 0, "%s", what);
  api_tell(to, &f);
}

// ---- the engine

// The pack of a program that was built and not installed: beside it, or beside the folder that it was built in.
static bool beside_program(char path[LONGEST_PATH]) {
  static const char *const places[] = {"models/en.pack", "../models/en.pack", "../share/stemma/en.pack"};
  ssize_t n = readlink("/proc/self/exe", path, LONGEST_PATH - 64);
  if (n <= 0) return false;
  path[n] = 0;
  char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  for (u32 i = 0; i < COUNT_OF(places); i++) {
    strcpy(name, places[i]);
    if (access(path, R_OK) == 0) return true;
  }
  return false;
}

static const char *find_pack(char path[LONGEST_PATH]) {
  const char *set = getenv("STEMMA_PACK");
  if (set && *set) return set;
  return beside_program(path) ? path : STEMMA_SHARE "/en.pack";
}

stm_engine *stm_engine_open(const char *path, stm_error *error) {
  char found[LONGEST_PATH];
  fail f = {0};
  pack *p = pack_open(path ? path : find_pack(found), &f);
  stm_engine *e = p ? calloc(1, sizeof *e) : NULL;
  if (!e) {
    api_tell(error, &f);
    pack_close(p);
    return NULL;
  }
  e->pack = p;
  e->kit.pack = p;
  return e;
}

void stm_engine_close(stm_engine *e) {
  if (!e) return;
  alias_free(e->alias);
  event_book_free(e->book);
  pack_close(e->pack);
  free(e);
}

typedef struct {
  stm_warn *warn;
  void *user;
} alias_listener;

static void alias_told(void *user, u32 line, const char *what) {
  const alias_listener *to = user;
  fail f;
  stm_error error = {0};
  fail_set(&f, FAIL_FORMAT, line, "line %u: %s; it is left out", line, what);
  api_tell(&error, &f);
  if (to->warn) to->warn(to->user, &error);
}

void stm_engine_add_aliases(stm_engine *e, const char *bytes, size_t n, stm_warn *warn, void *user) {
  alias_listener to = {warn, user};
  e->alias = alias_read(e->alias, (str){bytes, n}, alias_told, &to);
  e->kit.alias = e->alias;
}

void stm_engine_add_dictionary(stm_engine *e, int kind, const char *bytes, size_t n, stm_warn *warn, void *user) {
  alias_listener to = {warn, user};
  static const book_kind kinds[] = {[STM_ACTORS] = BOOK_ACTORS, [STM_AGENTS] = BOOK_AGENTS, [STM_VERBS] = BOOK_VERBS};
  if (kind < 0 || kind >= (int)COUNT_OF(kinds)) return;
  e->book = event_book_read(e->book, kinds[kind], (str){bytes, n}, alias_told, &to);
  e->kit.book = e->book;
}

// ---- one article

static hints hints_of(const stm_read_options *o) {
  if (!o) return (hints){0};
  return (hints){.date = str_of(o->date), .outlet = str_of(o->outlet), .url = str_of(o->url), .media_type = str_of(o->media_type),
                 .charset = str_of(o->charset)};
}

static whence whence_copy(arena *mem, const whence *o) {
  return (whence){str_copy(mem, o->file), str_copy(mem, o->id), str_copy(mem, o->uri), str_copy(mem, o->date), o->offset};
}

// Everything of the article is made in `mem`; where its budget is spent, the arena jumps back here.
static doc *read_in(arena *mem, const kit *k, const item *it, int last) {
  if (setjmp(*arena_spent(mem))) return NULL;
  doc *d = doc_new(mem, str_copy(mem, it->name), str_copy(mem, it->bytes));
  d->hints = hints_copy(mem, &it->hints);
  d->whence = whence_copy(mem, &it->whence);
  pipeline_run(d, k, last);
  return d;
}

static stm_doc *read_item(const stm_engine *e, const item *it, const char *until, size_t memory, stm_error *error) {
  int last = until ? stage_by_name(str_of(until)) : STAGE_COUNT - 1;
  if (last == STAGE_UNKNOWN) return api_tell_text(error, FAIL_USAGE, "no stage has this name"), NULL;
  if (it->bytes.n > STM_LARGEST) return api_tell_text(error, FAIL_TOO_BIG, "is larger than 32 MiB: no article is"), NULL;
  arena *mem = arena_new(memory ? memory : (size_t)DEFAULT_MEMORY);
  doc *d = mem ? read_in(mem, &e->kit, it, last) : NULL;
  if (d) return (stm_doc *)d;
  arena_free(mem);
  return api_tell_text(error, FAIL_TOO_BIG, "is too big: the memory allowed for one article is used up"), NULL;
}

stm_doc *api_read(const stm_engine *e, str name, str bytes, hints given, const char *until, size_t memory, stm_error *error) {
  return read_item(e, &(item){.name = name, .bytes = bytes, .hints = given}, until, memory, error);
}

stm_doc *stm_read(const stm_engine *e, const void *bytes, size_t n, const stm_read_options *o, stm_error *error) {
  str name = o ? str_of(o->name) : (str){0};
  return api_read(e, name, (str){bytes, n}, hints_of(o), o ? o->until : NULL, o ? o->memory : 0, error);
}

void stm_doc_free(stm_doc *d) {
  if (d) arena_free(d->doc.mem);
}

#define STAGE_NAME(name, needs, gives, what) #name,
#define STAGE_HELP(name, needs, gives, what) what,
const char *stm_stage_name(unsigned i) {
  static const char *const names[] = {STAGES(STAGE_NAME)};
  return i < COUNT_OF(names) ? names[i] : NULL;
}

const char *stm_stage_help(unsigned i) {
  static const char *const helps[] = {STAGES(STAGE_HELP)};
  return i < COUNT_OF(helps) ? helps[i] : NULL;
}

const char *stm_doc_check(const stm_doc *d) { return doc_check(&d->doc); }

// ---- inputs

static bool maps_hold(const input_options *given, stm_error *error) {
  fail f = {0};
  for (size_t i = 0; i < given->nfields; i++)
    if (!column_map_check(given->fields[i], &f)) return api_tell(error, &f), false;
  return true;
}

stm_inputs *stm_inputs_open(const char *const *paths, size_t count, const stm_read_options *o, stm_error *error) {
  input_options given = {.hints = hints_of(o)};
  if (o) given.offset = o->offset, given.fields = o->fields, given.nfields = o->nfields, given.list = o->list != 0;
  if (!maps_hold(&given, error)) return NULL;
  stm_inputs *in = calloc(1, sizeof *in);
  if (in) in->in = inputs_open(paths, count, &given);
  if (in && in->in) return in;
  free(in);
  return api_tell_text(error, FAIL_MEMORY, "no memory"), NULL;
}

int stm_inputs_next(stm_inputs *in, stm_item **got, const char **name, stm_error *error) {
  stm_item *i = calloc(1, sizeof *i);
  if (!i) return api_tell_text(error, FAIL_MEMORY, "no memory"), -1;
  fail f = {0};
  int status = inputs_next(in->in, &i->it, name, &f);
  if (status == 1) {
    *got = i;
    return 1;
  }
  free(i);
  if (status < 0) api_tell(error, &f);
  return status;
}

void stm_inputs_close(stm_inputs *in) {
  if (!in) return;
  inputs_close(in->in);
  free(in);
}

const char *stm_item_name(const stm_item *i) { return i->name ? i->name : i->it.name.p; }

stm_doc *stm_read_item(const stm_engine *e, stm_item *i, const char *until, stm_error *error) {
  return read_item(e, &i->it, until, 0, error);
}

const void *stm_item_bytes(const stm_item *i, size_t *n) {
  *n = i->it.bytes.n;
  return i->it.bytes.p;
}

int stm_write_item(const stm_item *i, const char *format, const stm_write_options *w, stm_sink *sink, void *user, stm_error *error) {
  out o = {0};
  write_options options = api_options(w, NULL);
  write_item *put = write_item_of(str_of(format));
  if (!put) return api_tell_text(error, FAIL_USAGE, "no such format for lists"), STM_USAGE;
  put(&o, &i->it, &options);
  return api_hand_out(&o, sink, user, error);
}

void stm_item_free(stm_item *i) {
  if (!i) return;
  item_free(&i->it);
  free(i->name);
  free(i);
}

// ---- stories

static stories *build_in(arena *mem, const stm_doc *const *docs, size_t count, const kit *k) {
  if (setjmp(*arena_spent(mem))) return NULL;
  const doc **rows = NEWS(mem, const doc *, count + 1);
  for (size_t i = 0; i < count; i++) rows[i + 1] = &docs[i]->doc;
  return stories_build(mem, rows, (u32)count, k);
}

stm_stories *stm_story(const stm_engine *e, const stm_doc *const *docs, size_t count, stm_error *error) {
  stm_stories *s = calloc(1, sizeof *s);
  if (s) s->mem = arena_new((size_t)STORY_MEMORY);
  if (s && s->mem) s->all = build_in(s->mem, docs, count, &e->kit);
  if (s && s->all) return s;
  stm_stories_free(s);
  return api_tell_text(error, FAIL_TOO_BIG, "these articles are too many for the memory allowed"), NULL;
}

void stm_stories_free(stm_stories *s) {
  if (!s) return;
  arena_free(s->mem);
  free(s);
}

// ---- output

#define OUTPUT_ROW(name, of_doc, of_stories, what) {#name, of_doc, of_stories, what},
static const struct {
  const char *name;
  write_doc *of_doc;
  write_stories *of_stories;
  const char *what;
} formats[] = {OUTPUTS(OUTPUT_ROW)};

const char *stm_format_name(unsigned i) { return i < COUNT_OF(formats) ? formats[i].name : NULL; }
const char *stm_format_help(unsigned i) { return i < COUNT_OF(formats) ? formats[i].what : NULL; }
int stm_format_for_doc(unsigned i) { return i < COUNT_OF(formats) && formats[i].of_doc; }
int stm_format_for_stories(unsigned i) { return i < COUNT_OF(formats) && formats[i].of_stories; }

static int format_row(const char *name) {
  for (unsigned i = 0; i < COUNT_OF(formats); i++)
    if (name && !strcmp(formats[i].name, name)) return (int)i;
  return -1;
}

const char *stm_format_header(const char *format) {
  if (format && !strcmp(format, "events")) return events_header;
  return format && !strcmp(format, "quotes") ? quotes_header : "";
}

write_options api_options(const stm_write_options *w, arena *mem) {
  return (write_options){w && w->width ? w->width : 80, w && w->colour, mem};
}

int api_hand_out(out *o, stm_sink *sink, void *user, stm_error *error) {
  int status = STM_OK;
  if (o->failed) status = STM_MEMORY, api_tell_text(error, FAIL_MEMORY, "no memory for the output");
  else if (o->n && sink(user, o->p, o->n)) status = STM_IO, api_tell_text(error, FAIL_IO, "the output could not be written");
  out_free(o);
  return status;
}

// Writers take scratch memory from an arena of their own: documents and stories may be read by many threads.
static bool write_doc_in(arena *mem, out *o, int row, const doc *d, const stm_write_options *w) {
  if (setjmp(*arena_spent(mem))) return false;
  write_options options = api_options(w, mem);
  formats[row].of_doc(o, d, &options);
  return true;
}

static bool write_stories_in(arena *mem, out *o, int row, const stories *s, const stm_write_options *w) {
  if (setjmp(*arena_spent(mem))) return false;
  write_options options = api_options(w, mem);
  formats[row].of_stories(o, s, &options);
  return true;
}

int stm_write_doc(const stm_doc *d, const char *format, const stm_write_options *w, stm_sink *sink, void *user,
                  stm_error *error) {
  int row = format_row(format);
  if (row < 0 || !formats[row].of_doc) return api_tell_text(error, FAIL_USAGE, "no such format for an article"), STM_USAGE;
  out o = {0};
  arena *mem = arena_new((size_t)WRITE_MEMORY);
  if (!mem || !write_doc_in(mem, &o, row, &d->doc, w)) o.failed = true;
  arena_free(mem);
  return api_hand_out(&o, sink, user, error);
}

int stm_write_stories(const stm_stories *s, const char *format, const stm_write_options *w, stm_sink *sink, void *user,
                      stm_error *error) {
  int row = format_row(format);
  if (row < 0 || !formats[row].of_stories) return api_tell_text(error, FAIL_USAGE, "no such format for stories"), STM_USAGE;
  out o = {0};
  arena *mem = arena_new((size_t)WRITE_MEMORY);
  if (!mem || !write_stories_in(mem, &o, row, s->all, w)) o.failed = true;
  arena_free(mem);
  return api_hand_out(&o, sink, user, error);
}
