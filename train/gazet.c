// The gazetteer: GeoNames' countries, regions and cities (CC BY 4.0), Natural Earth's label points and smaller towns (public domain).
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/words.h"
#include "chunk.h"
#include "read/gazetteer.h"
#include "train.h"
#include "xz.h"

enum { MOST_FIELDS = 40, SHORTEST_NAME = 3, LONGEST_CODE = 4 };

typedef struct {
  u64 key;
  u32 entry;       // row << 1 | alternate
} naming;

typedef struct {
  arena *mem;
  VEC(gaz_row) row;
  VEC(str) name;
  VEC(naming) naming;
  words *codes;               // "RU.59" -> row
  VEC(u32) row_of_code;
  VEC(u32) row_of_id;         // hashed by GeoNames id below
  words *ids;
} maker;

typedef struct {
  str at[MOST_FIELDS];
  u32 n;
} fields;

static bool next_line(str *rest, fields *f) {
  if (!rest->n) return false;
  str line = str_token(rest, '\n');
  if (str_ends(line, S("\r"))) line.n--;
  f->n = 0;
  while (f->n < MOST_FIELDS && f->n < 99) {
    str_cut_result c = str_cut(line, '\t');
    f->at[f->n++] = c.head;
    if (!c.found) break;
    line = c.tail;
  }
  return true;
}

static double number(arena *mem, str s) { return atof(str_c(mem, s)); }

static void set_row(maker *m, words *index, str key, u32 row, bool code) {
  word id = words_id(index, key);
  if (code) {
    while (m->row_of_code.len <= id) vec_push(m->mem, &m->row_of_code, 0);
    m->row_of_code.at[id] = row;
  } else {
    while (m->row_of_id.len <= id) vec_push(m->mem, &m->row_of_id, 0);
    m->row_of_id.at[id] = row;
  }
}

static u32 row_by_code(const maker *m, str key) {
  word id = words_find(m->codes, key);
  return id && id < m->row_of_code.len ? m->row_of_code.at[id] : 0;
}

static u32 row_by_id(const maker *m, str key) {
  word id = words_find(m->ids, key);
  return id && id < m->row_of_id.len ? m->row_of_id.at[id] : 0;
}

static void add_name(maker *m, str name, u32 row, bool alternate) {
  bool code = name.n <= LONGEST_CODE, latin = true;   // "SVO": codes of airports stand among the alternate names
  for (size_t i = 0; i < name.n; i++) code &= is_upper(name.p[i]) || is_digit(name.p[i]);
  for (size_t i = 0, n; i < name.n; i += n) latin &= utf8_at(name, i, &n) < 0x2100;   // other scripts stand in no English text
  for (size_t i = 0, n; i < name.n; i += n) latin &= !(utf8_at(name, i, &n) >= 0x370 && utf8_at(name, i, &n) < 0x1E00);
  if (!name.n || (alternate && (code || !latin || name.n < SHORTEST_NAME))) return;
  vec_push(m->mem, &m->naming, ((naming){gazetteer_key(m->mem, name), row << 1 | alternate}));
}

static u32 add_row(maker *m, gaz_row r, str name) {
  vec_push(m->mem, &m->row, r);
  vec_push(m->mem, &m->name, name);
  if (name.n) add_name(m, name, m->row.len - 1, false);
  return m->row.len - 1;
}

static void put_at(gaz_row *r, double lat, double lon) {
  r->lat = (i32)(lat * 1e5 + (lat < 0 ? -0.5 : 0.5));
  r->lon = (i32)(lon * 1e5 + (lon < 0 ? -0.5 : 0.5));
}

static void countries(maker *m, const char *data) {
  str rest = read_data(data, "gazetteer/geonames-cities15000/countryInfo.tsv");
  fields f;
  while (next_line(&rest, &f)) {
    if (f.n < 17 || f.at[0].n != 2) continue;
    gaz_row r = {.kind = GAZ_COUNTRY, .population = (u32)number(m->mem, f.at[7]), .id = (u32)number(m->mem, f.at[16])};
    memcpy(r.country, f.at[0].p, 2);
    u32 row = add_row(m, r, f.at[4]);
    set_row(m, m->codes, f.at[0], row, true);
    set_row(m, m->codes, f.at[1], row, true);
  }
}

static void regions(maker *m, const char *data) {
  str rest = read_data(data, "gazetteer/geonames-cities15000/regionInfo.tsv");
  fields f;
  while (next_line(&rest, &f)) {
    if (f.n < 4 || f.at[0].n < 4 || f.at[0].p[2] != '.') continue;
    gaz_row r = {.kind = GAZ_REGION, .id = (u32)number(m->mem, f.at[3])};
    memcpy(r.country, f.at[0].p, 2);
    u32 row = add_row(m, r, f.at[1]);
    add_name(m, f.at[2], row, false);
    set_row(m, m->codes, f.at[0], row, true);
  }
}

static u8 city_kind(str feature) {
  if (str_eq(feature, S("PPLC"))) return GAZ_CAPITAL;
  return str_eq(feature, S("PPLA")) ? GAZ_SEAT : GAZ_CITY;
}

static void alternates(maker *m, str list, u32 row) {
  while (list.n) add_name(m, str_token(&list, ','), row, true);
}

static void cities(maker *m, const char *data) {
  str rest = read_data(data, "gazetteer/geonames-cities15000/cities15000.txt.xz");
  fields f;
  while (next_line(&rest, &f)) {
    if (f.n < 15 || str_eq(f.at[7], S("PPLX")) || str_eq(f.at[7], S("PPLH"))) continue;   // parts of towns, towns that were
    char code[16];
    int n = snprintf(code, sizeof code, STR_FMT "." STR_FMT, STR_ARG(f.at[8]), STR_ARG(f.at[10]));
    gaz_row r = {.kind = city_kind(f.at[7]), .population = (u32)number(m->mem, f.at[14]), .id = (u32)number(m->mem, f.at[0]),
                 .admin = (u16)row_by_code(m, (str){code, (size_t)MIN(n, 15)})};
    memcpy(r.country, f.at[8].p, 2);
    put_at(&r, number(m->mem, f.at[4]), number(m->mem, f.at[5]));
    u32 row = add_row(m, r, f.at[1]);
    add_name(m, f.at[2], row, false);
    alternates(m, f.at[3], row);
    set_row(m, m->ids, f.at[0], row, false);
  }
}

// Natural Earth's towns: those of GeoNames tie its names of regions to regions; the rest are small and far from others.
static void natural_towns(maker *m, const char *data) {
  str rest = read_data(data, "gazetteer/natural-earth-places/populated_places.tsv.xz");
  fields f;
  next_line(&rest, &f);
  while (next_line(&rest, &f)) {
    if (f.n < 17 || f.at[5].n != 2) continue;
    char id[16], region[96];
    snprintf(id, sizeof id, "%.0f", number(m->mem, f.at[14]));
    int n = snprintf(region, sizeof region, STR_FMT "/" STR_FMT, STR_ARG(f.at[5]), STR_ARG(f.at[8]));
    str key = {region, (size_t)MIN(n, 95)};
    u32 row = row_by_id(m, str_of(id));
    if (row && m->row.at[row].admin) {
      if (!row_by_code(m, key)) set_row(m, m->codes, key, m->row.at[row].admin, true);
    } else if (!row) {
      gaz_row r = {.kind = GAZ_CITY, .population = (u32)number(m->mem, f.at[11]), .admin = (u16)row_by_code(m, key)};
      memcpy(r.country, f.at[5].p, 2);
      put_at(&r, number(m->mem, f.at[9]), number(m->mem, f.at[10]));
      row = add_row(m, r, f.at[0]);
      add_name(m, f.at[1], row, false);
      add_name(m, f.at[16], row, true);
    }
  }
}

// Points of regions: the label of the greatest scale, and the names that Natural Earth has for them.
static void label_regions(maker *m, const char *data) {
  str rest = read_data(data, "gazetteer/natural-earth-places/admin1_label_points.tsv.xz");
  u8 *best = NEWS(m->mem, u8, m->row.len);
  fields f;
  next_line(&rest, &f);
  while (next_line(&rest, &f)) {
    char key[96];
    int n = f.n < 15 ? 0 : snprintf(key, sizeof key, STR_FMT "/" STR_FMT, STR_ARG(f.at[6]), STR_ARG(f.at[8]));
    u32 row = row_by_code(m, (str){key, (size_t)MIN(n, 95)});
    u8 rank = (u8)(20 - number(m->mem, f.at[7]));
    if (!n || !row || best[row] >= rank) continue;
    best[row] = rank;
    add_name(m, f.at[8], row, false);
    put_at(&m->row.at[row], number(m->mem, f.at[14]), number(m->mem, f.at[13]));
  }
}

typedef struct {
  double lat, lon, count;
} middle;

static void add_middle(middle *to, const gaz_row *r) {
  to->lat += r->lat / 1e5;
  to->lon += r->lon / 1e5;
  to->count += 1;
}

static void take_middle(gaz_row *r, const middle *from) {
  if (!r->lat && !r->lon && from->count > 0) put_at(r, from->lat / from->count, from->lon / from->count);
}

// A region without a label lies where its cities do, a country where its regions do; a region's people are its cities'.
static void middles(maker *m) {
  middle *at = NEWS(m->mem, middle, m->row.len);
  for (u32 i = 1; i < m->row.len; i++) {
    gaz_row *r = &m->row.at[i];
    if (!r->admin) continue;
    add_middle(&at[r->admin], r);
    m->row.at[r->admin].population += r->population;
  }
  for (u32 i = 1; i < m->row.len; i++) take_middle(&m->row.at[i], &at[i]);
  for (u32 i = 1; i < m->row.len; i++) {
    const gaz_row *r = &m->row.at[i];
    u32 land = row_by_code(m, (str){r->country, 2});
    if ((r->kind == GAZ_REGION || r->kind == GAZ_CAPITAL) && (r->lat || r->lon)) add_middle(&at[land], r);
  }
  for (u32 i = 1; i < m->row.len && m->row.at[i].kind == GAZ_COUNTRY; i++) take_middle(&m->row.at[i], &at[i]);
}

static const maker *sorting;

static int by_key(const void *a, const void *b) {
  const naming *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  const gaz_row *r = &sorting->row.at[x->entry >> 1], *s = &sorting->row.at[y->entry >> 1];
  if (r->population != s->population) return r->population > s->population ? -1 : 1;
  return (x->entry > y->entry) - (x->entry < y->entry);
}

static void write_names(maker *m, out *tables, out *lists) {
  sorting = m;
  qsort(m->naming.at, m->naming.len, sizeof(naming), by_key);
  VEC(u64) key = {0};
  VEC(u32) value = {0}, list = {0};
  u32 *alone = NEWS(m->mem, u32, 2 * m->row.len);   // lists of one entry are shared by all names that lead there
  vec_push(m->mem, &list, 0);
  for (u32 i = 0, next; i < m->naming.len; i = next) {
    u32 head = list.len, last = 0;
    vec_push(m->mem, &list, 0);
    for (next = i; next < m->naming.len && m->naming.at[next].key == m->naming.at[i].key; next++) {
      u32 e = m->naming.at[next].entry;
      if (last >> 1 == e >> 1) continue;   // the row's own name sorts before its alternates
      vec_push(m->mem, &list, e);
      last = e;
      list.at[head]++;
    }
    if (list.at[head] == 1 && alone[last]) list.len = head, head = alone[last];
    else if (list.at[head] == 1) alone[last] = head;
    vec_push(m->mem, &key, m->naming.at[i].key);
    vec_push(m->mem, &value, head);
  }
  table_write(tables, key.at, value.at, key.len);
  out_str(lists, (str){(const char *)list.at, list.len * sizeof(u32)});
}

int train_gazet(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: stemma-train gazet OUT DATADIR\n"), 2;
  maker m = {.mem = arena_new((size_t)2 << 30)};
  m.codes = words_new(m.mem);
  m.ids = words_new(m.mem);
  add_row(&m, (gaz_row){0}, (str){0});
  countries(&m, argv[2]);
  regions(&m, argv[2]);
  cities(&m, argv[2]);
  natural_towns(&m, argv[2]);
  label_regions(&m, argv[2]);
  middles(&m);
  out part[GAZETTEER_PARTS] = {0}, chunk = {0};
  out_str(&part[GAZ_ROWS], (str){(const char *)m.row.at, m.row.len * sizeof(gaz_row)});
  strings_write(&part[GAZ_NAMES], m.name.at, m.name.len);
  write_names(&m, &part[GAZ_TABLE], &part[GAZ_LISTS]);
  str view[GAZETTEER_PARTS];
  for (u32 i = 0; i < GAZETTEER_PARTS; i++) view[i] = out_view(&part[i]);
  parts_write(&chunk, GAZETTEER_KIND, view, GAZETTEER_PARTS);
  printf("gazet: %u rows, %u names\n", m.row.len - 1, m.naming.len);
  return chunk_write(argv[1], &chunk);
}
