#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "progress.h"

enum { USUAL_WIDTH = 80, WIDEST = 160 };

void session_failed(session *s, const char *name, const stm_error *error) {
  s->status = 1;
  if (s->set->quiet) return;
  progress_clear();
  if (error->pos) fprintf(stderr, "stemma: %s: byte %llu: %s\n", name, (unsigned long long)error->pos, error->msg);
  else fprintf(stderr, "stemma: %s: %s\n", name, error->msg);
}

static bool refuse(session *s, int status, const char *what, const char *why) {
  fprintf(stderr, "stemma: %s: %s\n", what, why);
  s->status = status;
  return false;
}

// ---- how the output looks

static unsigned width_of(const settings *set, int fd) {
  struct winsize window;
  const char *columns = getenv("COLUMNS");
  unsigned width = USUAL_WIDTH;
  if (set->width) return set->width;
  if (isatty(fd) && !ioctl(fd, TIOCGWINSZ, &window) && window.ws_col) width = window.ws_col;
  else if (columns && atoi(columns) > 0) width = (unsigned)atoi(columns);
  return width > WIDEST ? WIDEST : width < 40 ? 40 : width;
}

static bool coloured(const settings *set, int fd) {
  const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
  if (set->color && strcmp(set->color, "auto")) return !strcmp(set->color, "always");
  return isatty(fd) && !(none && *none) && !(term && !strcmp(term, "dumb"));
}

// The format whose name is the ending of the path, NULL where none is.
static const char *format_by_ending(const char *path, option_values *formats) {
  const char *dot = path ? strrchr(path, '.') : NULL, *name, *help;
  if (dot && !strcmp(dot, ".txt")) dot = ".text";
  if (dot && !strcmp(dot, ".jsonl")) dot = ".json";
  for (unsigned i = 0; dot && (name = formats(i, &help)); i++)
    if (!strcmp(name, dot + 1)) return name;
  return NULL;
}

static const char *format_of(const settings *set, option_values *formats, int fd) {
  if (set->format) return set->format;
  const char *by_ending = format_by_ending(set->output, formats);
  return by_ending ? by_ending : isatty(fd) ? "text" : "json";
}

// ---- opening

typedef struct {
  const session *s;
  const char *path;
} table_file;

static void warn_of_line(void *user, const stm_error *error) {
  const table_file *f = user;
  if (!f->s->set->quiet) fprintf(stderr, "stemma: %s: %s\n", f->path, error->msg);
}

// All bytes of a file, to be freed; NULL: errno says why.
static char *read_whole(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  char *bytes = NULL;
  size_t cap = 0, got = 1;
  *n = 0;
  while (f && got) {
    if (*n == cap) {
      char *more = realloc(bytes, cap = cap ? 2 * cap : 1 << 16);
      if (!more) break;
      bytes = more;
    }
    *n += got = fread(bytes + *n, 1, cap - *n, f);
  }
  bool read = f && !got && !ferror(f);
  int why = errno ? errno : EIO;
  if (f) fclose(f);
  if (!read) free(bytes), bytes = NULL, errno = why;
  return bytes;
}

enum { ALIASES = -1 };

static bool add_table(session *s, const char *path, int kind) {
  if (!path) return true;
  table_file f = {s, path};
  size_t n = 0;
  char *bytes = read_whole(path, &n);
  if (!bytes) return refuse(s, 2, path, strerror(errno));
  if (kind == ALIASES) stm_engine_add_aliases(s->engine, bytes, n, warn_of_line, &f);
  else stm_engine_add_dictionary(s->engine, kind, bytes, n, warn_of_line, &f);
  free(bytes);
  return true;
}

static bool add_tables(session *s) {
  const settings *set = s->set;
  bool coding = set->actors || set->agents || set->verbs;
  if (coding && !(set->actors && set->verbs)) return refuse(s, 2, set->actors ? "--actors" : set->verbs ? "--verbs" : "--agents",
                                                            "events are coded by dictionaries of actors and of verbs: give both");
  return add_table(s, set->aliases, ALIASES) && add_table(s, set->actors, STM_ACTORS) && add_table(s, set->agents, STM_AGENTS) &&
         add_table(s, set->verbs, STM_VERBS);
}

// YYYY, YYYY-MM or YYYY-MM-DD, with a time behind T or a blank or without.
static bool is_date(const char *d) {
  static const char shape[] = "0000-00-00";
  size_t i = 0;
  while (shape[i] && d[i] && (shape[i] == '0' ? d[i] >= '0' && d[i] <= '9' : d[i] == shape[i])) i++;
  return i == 4 || i == 7 ? !d[i] : i == 10 && (!d[i] || d[i] == 'T' || d[i] == ' ');
}

static bool read_offset(const char *text, uint64_t *offset) {
  char *end;
  if (!text) return true;
  errno = 0;
  *offset = strtoull(text, &end, 10);
  return !errno && !*end && *text >= '0' && *text <= '9';
}

static bool open_output(session *s) {
  s->to = s->set->output && strcmp(s->set->output, "-") ? fopen(s->set->output, "wb") : stdout;
  return s->to || refuse(s, 1, s->set->output, strerror(errno));
}

static bool direct(session *s, option_values *formats) {
  if (!open_output(s)) return false;
  s->format = format_of(s->set, formats, fileno(s->to));
  s->look = (stm_write_options){width_of(s->set, fileno(s->to)), coloured(s->set, fileno(s->to))};
  return true;
}

bool session_open_output(session *s, const settings *set, option_values *formats) {
  *s = (session){.set = set};
  return direct(s, formats);
}

static bool open_inputs(session *s, int list) {
  const settings *set = s->set;
  stm_error error = {0};
  stm_read_options known = {.date = set->date,   .outlet = set->outlet, .url = set->url,           .media_type = set->type,
                            .charset = set->charset, .fields = set->fields, .nfields = set->nfields, .list = list};
  if (!read_offset(set->offset, &known.offset)) return refuse(s, 2, "--offset", "write it as a number of bytes");
  if (set->date && !is_date(set->date)) return refuse(s, 2, "--date", "write it as 2031-03-24");
  s->inputs = stm_inputs_open(set->paths, set->count, &known, &error);
  return s->inputs || refuse(s, error.code == STM_USAGE ? 2 : 1, error.code == STM_USAGE ? "--field" : "inputs", error.msg);
}

bool session_open_list(session *s, const settings *set, option_values *formats) {
  *s = (session){.set = set};
  return open_inputs(s, 1) && direct(s, formats);
}

bool session_open(session *s, const settings *set, option_values *formats) {
  stm_error error = {0};
  *s = (session){.set = set};
  if (!open_inputs(s, 0)) return false;
  s->engine = stm_engine_open(set->pack, &error);
  if (!s->engine) return refuse(s, 1, "models", error.msg);
  return add_tables(s) && direct(s, formats);
}

// ---- writing and closing

int session_sink(void *user, const char *bytes, size_t n) {
  session *s = user;
  if (!s->shut && fwrite(bytes, 1, n, s->to) == n) return 0;
  s->shut = true;
  if (errno != EPIPE) s->status = 1, fprintf(stderr, "stemma: the output cannot be written: %s\n", strerror(errno));
  return 1;
}

int session_close(session *s) {
  if (s->to && (s->to == stdout ? fflush(s->to) : fclose(s->to)) && !s->shut && errno != EPIPE) {
    fprintf(stderr, "stemma: the output cannot be written: %s\n", strerror(errno));
    s->status = 1;
  }
  stm_inputs_close(s->inputs);
  stm_engine_close(s->engine);
  return s->status;
}
