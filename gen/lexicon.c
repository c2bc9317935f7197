// Makes lang/en/*.txt into lexicons.h (the enum) and lexicon_tables.h (sorted rows). Usage: lexicon OUTDIR FILE…
// A line that is no entry, or a key that stands twice in a file, ends the build with the file's name and the line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/lexicon_hash.h"

typedef struct {
  char *key, *attributes;
  int line;
} entry;

typedef struct {
  char name[64];       // of the enum, upper case
  entry *rows;
  size_t count;
  int longest;         // words of the longest key
} list;

static _Noreturn void stop(const char *path, int line, const char *what) {
  fprintf(stderr, "%s:%d: %s\n", path, line, what);
  exit(1);
}

static int by_key(const void *a, const void *b) { return strcmp(((const entry *)a)->key, ((const entry *)b)->key); }

static void name_list(list *l, const char *path) {
  const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  size_t n = strcspn(base, ".");
  for (size_t i = 0; i < n && i < sizeof l->name - 1; i++)
    l->name[i] = (char)(base[i] == '-' ? '_' : base[i] >= 'a' && base[i] <= 'z' ? base[i] - 32 : base[i]);
}

static int words_of(const char *key) {
  int n = 1;
  for (; *key; key++) n += *key == ' ';
  return n;
}

static void add_line(list *l, const char *path, char *line, int number) {
  line[strcspn(line, "\r\n")] = 0;
  if (!*line || !strncmp(line, "# ", 2) || !strcmp(line, "#")) return;
  char *tab = strchr(line, '\t');
  if (tab) *tab = 0;
  size_t n = strlen(line);
  if (!n || line[n - 1] == ' ') stop(path, number, "a key is empty or ends in a blank");
  l->rows = realloc(l->rows, (l->count + 1) * sizeof *l->rows);
  if (!l->rows) stop(path, number, "no memory");
  l->rows[l->count++] = (entry){strdup(line), strdup(tab ? tab + 1 : ""), number};
  int words = words_of(line);
  if (words > l->longest) l->longest = words;
}

static list read_list(const char *path) {
  list l = {0};
  name_list(&l, path);
  FILE *f = fopen(path, "r");
  if (!f) stop(path, 0, "cannot be read");
  char line[4096];
  for (int n = 1; fgets(line, sizeof line, f); n++) add_line(&l, path, line, n);
  fclose(f);
  if (l.count) qsort(l.rows, l.count, sizeof *l.rows, by_key);
  for (size_t i = 1; i < l.count; i++)
    if (!strcmp(l.rows[i].key, l.rows[i - 1].key)) stop(path, l.rows[i].line, "this key stands there twice");
  return l;
}

static void put_string(FILE *f, const char *s) {
  fprintf(f, "{\"");
  for (const char *c = s; *c; c++) {
    unsigned char u = (unsigned char)*c;
    if (u < 0x20 || u >= 0x7F || u == '"' || u == '\\' || u == '?') fprintf(f, "\\%03o", u);
    else fputc(u, f);
  }
  fprintf(f, "\", %zu}", strlen(s));
}

static FILE *create(const char *dir, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *f = fopen(path, "w");
  if (!f) stop(path, 0, "cannot be written");
  return f;
}

// Open addressing, at most half full: a slot holds a row counted from 1, 0 = free.
static size_t write_slots(FILE *f, const list *l) {
  size_t slots = 2;
  while (slots < 2 * l->count) slots *= 2;
  unsigned *slot = calloc(slots, sizeof *slot);
  if (!slot) stop(l->name, 0, "no memory");
  for (size_t r = 0; r < l->count; r++) {
    size_t i = lexicon_hash(l->rows[r].key, strlen(l->rows[r].key)) & (slots - 1);
    while (slot[i]) i = (i + 1) & (slots - 1);
    slot[i] = (unsigned)r + 1;
  }
  fprintf(f, "static const unsigned slot_%s[] = {", l->name);
  for (size_t i = 0; i < slots; i++) fprintf(f, "%s%u,", i % 24 ? " " : "\n  ", slot[i]);
  fprintf(f, "};\n");
  free(slot);
  return slots;
}

// The hashes of the keys' first words as bits: most words of a text begin no key.
static void write_firsts(FILE *f, const list *l, size_t slots) {
  size_t bits = 8 * slots;
  unsigned char *first = calloc(slots, 1);
  if (!first) stop(l->name, 0, "no memory");
  for (size_t r = 0; r < l->count; r++) {
    size_t i = lexicon_hash(l->rows[r].key, strcspn(l->rows[r].key, " ")) & (bits - 1);
    first[i / 8] |= (unsigned char)(1u << i % 8);
  }
  fprintf(f, "static const unsigned char first_%s[] = {", l->name);
  for (size_t i = 0; i < slots; i++) fprintf(f, "%s%u,", i % 32 ? " " : "\n  ", first[i]);
  fprintf(f, "};\n");
  free(first);
}

static void write_tables(FILE *f, const list *lists, int count) {
  fprintf(f, "// Made by gen/lexicon.c from lang/en.\n");
  size_t *slots = calloc((size_t)count, sizeof *slots);
  if (!slots) stop("lexicon", 0, "no memory");
  for (int i = 0; i < count; i++) {
    fprintf(f, "static const lex_entry rows_%s[] = {\n", lists[i].name);
    for (size_t r = 0; r < lists[i].count; r++) {
      fprintf(f, "  {");
      put_string(f, lists[i].rows[r].key);
      fprintf(f, ", ");
      put_string(f, lists[i].rows[r].attributes);
      fprintf(f, "},\n");
    }
    fprintf(f, "  {{0}, {0}}};\n");
    slots[i] = write_slots(f, &lists[i]);
    write_firsts(f, &lists[i], slots[i]);
  }
  fprintf(f, "static const struct {\n  const lex_entry *rows;\n  unsigned count, longest;\n  const unsigned *slot;\n"
             "  unsigned slots;\n  const unsigned char *first;\n} lexicon_table[] = {\n");
  for (int i = 0; i < count; i++)
    fprintf(f, "  {rows_%s, %zu, %d, slot_%s, %zu, first_%s},\n", lists[i].name, lists[i].count, lists[i].longest, lists[i].name, slots[i],
            lists[i].name);
  fprintf(f, "};\n");
  free(slots);
}

int main(int argc, char **argv) {
  if (argc < 3) stop("usage", 0, "lexicon OUTDIR FILE…");
  int count = argc - 2;
  list *lists = calloc((size_t)count, sizeof *lists);
  if (!lists) stop("lexicon", 0, "no memory");
  for (int i = 0; i < count; i++) lists[i] = read_list(argv[i + 2]);
  FILE *f = create(argv[1], "lexicons.h");
  fprintf(f, "// Made by gen/lexicon.c from lang/en.\nenum lexicon {");
  for (int i = 0; i < count; i++) fprintf(f, " LEX_%s,", lists[i].name);
  fprintf(f, " LEX_LISTS };\n");
  fclose(f);
  f = create(argv[1], "lexicon_tables.h");
  write_tables(f, lists, count);
  fclose(f);
  return 0;
}
