#include "input/charset.h"

#include <iconv.h>
#include <uchardet.h>

#include "base/utf8.h"
#include "input/mojibake.h"

enum { NAME_ROOM = 40, DETECT_BYTES = 1 << 18, DECLARED_BYTES = 4096 };

// Labels that mean another charset than they say (WHATWG Encoding, 4.2), the name that iconv knows, our name.
static const struct {
  const char *label, *iconv_name;
} renamed[] = {
    {"ascii", "windows-1252"},      {"us-ascii", "windows-1252"},    {"iso-8859-1", "windows-1252"}, {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},     {"latin-1", "windows-1252"},     {"iso_8859-1", "windows-1252"}, {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},   {"iso-8859-9", "windows-1254"},  {"iso-8859-11", "windows-874"}, {"gb2312", "gb18030"},
    {"gbk", "gb18030"},             {"x-gbk", "gb18030"},            {"gb_2312-80", "gb18030"},      {"shift_jis", "cp932"},
    {"shift-jis", "cp932"},         {"sjis", "cp932"},               {"x-sjis", "cp932"},            {"ks_c_5601-1987", "cp949"},
    {"euc-kr", "cp949"},            {"big5", "big5-hkscs"},          {"utf8", "utf-8"},              {"unicode-1-1-utf-8", "utf-8"},
    {"utf-16", "utf-16le"},         {"unicode", "utf-16le"},         {"ucs-2", "utf-16le"},          {"x-mac-roman", "macintosh"},
    {"macroman", "macintosh"},      {"utf-32", "utf-32le"},          {"iso-8859-8-i", "iso-8859-8"},
};

static str tidy_name(arena *mem, str name) {
  str low = str_lower(mem, str_trim(name));
  for (u32 i = 0; i < COUNT_OF(renamed); i++)
    if (str_eq(low, str_of(renamed[i].label))) return str_of(renamed[i].iconv_name);
  return low;
}

static bool is_known(arena *mem, str name) {
  if (!name.n || name.n >= NAME_ROOM) return false;
  iconv_t cd = iconv_open("UTF-32LE", str_c(mem, name));
  if (cd == (iconv_t)-1) return false;
  iconv_close(cd);
  return true;
}

static str byte_order_mark(str s, u32 *len) {
  static const struct {
    const char *bytes;
    u32 n;
    const char *name;
  } marks[] = {{"\xEF\xBB\xBF", 3, "utf-8"}, {"\xFF\xFE\0\0", 4, "utf-32le"}, {"\0\0\xFE\xFF", 4, "utf-32be"},
               {"\xFF\xFE", 2, "utf-16le"}, {"\xFE\xFF", 2, "utf-16be"}};
  for (u32 i = 0; i < COUNT_OF(marks); i++) {
    if (!str_starts(s, (str){marks[i].bytes, marks[i].n})) continue;
    *len = marks[i].n;
    return str_of(marks[i].name);
  }
  *len = 0;
  return (str){0};
}

// UTF-16 without a mark: of ASCII letters every other byte is 0.
static str sniff_utf16(str s) {
  size_t n = MIN(s.n, 512) & ~(size_t)1, even = 0, odd = 0;
  for (size_t i = 0; i < n; i += 2) {
    even += !s.p[i];
    odd += !s.p[i + 1];
  }
  if (n < 8) return (str){0};
  if (odd > n / 5 && even < n / 50) return S("utf-16le");
  if (even > n / 5 && odd < n / 50) return S("utf-16be");
  return (str){0};
}

// The code points of single bytes; false where the charset has longer characters.
static bool byte_table(arena *mem, str name, u32 table[256]) {
  iconv_t cd = iconv_open("UTF-32LE", str_c(mem, name));
  if (cd == (iconv_t)-1) return false;
  bool single = true;
  for (u32 byte = 0; byte < 256; byte++) {
    char c = (char)byte, *in = &c, *to = (char *)&table[byte];
    size_t in_left = 1, to_left = 4;
    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &in, &in_left, &to, &to_left) == (size_t)-1) table[byte] = UTF8_BAD;
    single &= byte < 0x80 || to_left == 0 || in_left == 1;
  }
  iconv_close(cd);
  return single;
}

// Whether the text reads the same in both.
static bool reads_alike(arena *mem, str s, str a, str b) {
  u32 in_a[256], in_b[256];
  if (!byte_table(mem, a, in_a) || !byte_table(mem, b, in_b)) return false;
  for (size_t i = 0; i < s.n; i++)
    if (in_a[(u8)s.p[i]] != in_b[(u8)s.p[i]]) return false;
  return true;
}

// UTF-8 with a few broken bytes: whole sequences of several bytes hardly come about by chance.
static bool is_broken_utf8(str s) {
  u32 whole = 0, bad = 0;
  size_t len;
  for (size_t i = 0; i < s.n; i += len) {
    u32 code = utf8_at(s, i, &len);
    bad += code == UTF8_BAD && len == 1;
    whole += len > 1;
  }
  return whole > 2 * bad;
}

// uchardet takes short Western texts for Central European or Macintosh ones.
static str detect(arena *mem, str s) {
  str western = S("windows-1252"), found = western;
  if (is_broken_utf8(s)) return S("utf-8");
  uchardet_t ud = uchardet_new();
  if (ud && !uchardet_handle_data(ud, s.p, MIN(s.n, (size_t)DETECT_BYTES))) {
    uchardet_data_end(ud);
    found = str_copy(mem, tidy_name(mem, str_of(uchardet_get_charset(ud))));
  }
  uchardet_delete(ud);
  if (!is_known(mem, found) || str_starts(found, S("mac")) || str_eq(found, S("utf-8"))) return western;
  return reads_alike(mem, s, found, western) ? western : found;
}

static bool is_utf16(str name) { return str_starts(name, S("utf-16")) || str_starts(name, S("utf-32")); }

static str choose(arena *mem, str s, str given, str declared) {
  str name = tidy_name(mem, given);
  if (is_known(mem, name)) return name;
  name = sniff_utf16(s);
  if (name.n) return name;
  bool valid = utf8_bad(s) == s.n;
  if (valid) return S("utf-8");
  name = tidy_name(mem, declared);
  // What could be read as ASCII up to its declaration is no UTF-16, whatever the declaration says; nor is it UTF-8, where no
  // character of several bytes is whole.
  bool wrong = is_utf16(name) || (str_eq(name, S("utf-8")) && !is_broken_utf8(s));
  if (is_known(mem, name) && !wrong) return name;
  return detect(mem, s);
}

typedef struct {
  arena *mem;
  recoded *r;
  out text;
} recoder;

static void put_code(recoder *w, u32 code, str from, u32 at) {
  char bytes[4];
  size_t n = utf8_put(code, bytes);
  str piece = {bytes, n};
  u32 to = (u32)w->text.n;
  // Only what stands in the source byte by byte is a run; the low byte of an ASCII letter in UTF-16 does.
  size_t lag = n == 1 && from.n > 1 && from.p[0] != bytes[0] ? from.n - 1 : 0;
  if (str_starts(str_from(from, lag), piece)) {
    map_run *last = w->r->back.len ? &w->r->back.at[w->r->back.len - 1] : NULL;
    u32 source = at + (u32)lag;
    if (last && last->text + last->len == to && last->source + last->len == source) last->len += (u32)n;
    else vec_push(w->mem, &w->r->back, ((map_run){to, source, (u32)n}));
  }
  out_str(&w->text, piece);
}

static void repair_utf8(recoder *w, str s, u32 skip) {
  size_t len;
  for (size_t i = skip; i < s.n; i += len) {
    u32 code = utf8_at(s, i, &len);
    put_code(w, code, str_sub(s, i, i + len), (u32)i);
  }
}

// One code point a call: room for no more than four bytes of UTF-32.
static void convert(recoder *w, iconv_t cd, str s, u32 skip) {
  for (size_t i = skip; i < s.n;) {
    char *in = (char *)s.p + i, code_bytes[4], *to = code_bytes;
    size_t in_left = s.n - i, to_left = 4;
    iconv(cd, &in, &in_left, &to, &to_left);
    size_t used = s.n - i - in_left;
    u32 code = UTF8_BAD;
    if (!to_left) memcpy(&code, code_bytes, 4);
    else if (!used || in_left) used = MAX(used, (size_t)1);
    else return;   // a shift sequence at the end
    put_code(w, code, str_sub(s, i, i + used), (u32)i);
    i += used;
  }
}

// What was meant stands nowhere in the source; the rest does.
static void undo_mojibake(recoder *w, str s) {
  size_t len;
  for (size_t i = 0; i < s.n; i += len) {
    u32 meant = mojibake_at(s, i, &len), code = meant ? meant : utf8_at(s, i, &len);
    put_code(w, code, meant ? (str){0} : str_sub(s, i, i + len), (u32)i);
  }
}

recoded charset_decode(arena *mem, str source, str given, str declared) {
  recoded r = {.bytes = source};
  u32 skip = 0;
  r.charset = byte_order_mark(source, &skip);
  if (!r.charset.n) r.charset = choose(mem, source, given, declared);
  bool utf8 = str_eq(r.charset, S("utf-8"));
  bool valid = utf8 && utf8_bad(source) == source.n;
  r.misread = valid && mojibake_is_certain(source);
  if (valid && !r.misread) return r;
  r.changed = true;
  recoder w = {.mem = mem, .r = &r};
  iconv_t cd = utf8 ? (iconv_t)-1 : iconv_open("UTF-32LE", str_c(mem, r.charset));
  if (r.misread) undo_mojibake(&w, source);
  else if (cd == (iconv_t)-1) repair_utf8(&w, source, skip);
  else convert(&w, cd, source, skip);
  if (cd != (iconv_t)-1) iconv_close(cd);
  r.bytes = str_copy(mem, out_view(&w.text));
  out_free(&w.text);
  return r;
}

static u32 first_run_after(const recoded *r, u32 at) {
  u32 lo = 0, hi = r->back.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (r->back.at[mid].text + r->back.at[mid].len > at) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

void map_copy_recoded(map_builder *b, const recoded *r, str bytes, u32 at) {
  if (!r->changed) {
    map_copy(b, bytes, at);
    return;
  }
  size_t done = 0;
  for (u32 i = first_run_after(r, at); i < r->back.len && done < bytes.n; i++) {
    const map_run *run = &r->back.at[i];
    size_t from = run->text > at ? run->text - at : 0, to = MIN((size_t)(run->text + run->len - at), bytes.n);
    if (from >= bytes.n) break;
    map_insert(b, str_sub(bytes, done, from));
    map_copy(b, str_sub(bytes, from, to), run->source + (u32)(at + from - run->text));
    done = to;
  }
  map_insert(b, str_from(bytes, done));
}

// The charset that <meta charset=…>, <meta … content="…; charset=…"> or an XML declaration names.
str charset_declared(str source) {
  str head = str_sub(source, 0, DECLARED_BYTES);
  for (size_t at = 0; at < head.n;) {
    size_t name = at + str_find_nocase(str_from(head, at), S("charset")), xml = at + str_find_nocase(str_from(head, at), S("encoding="));
    size_t i = MIN(name + 7, xml + 8);
    if (i >= head.n) break;
    while (i < head.n && (is_space(head.p[i]) || head.p[i] == '=' || head.p[i] == '"' || head.p[i] == '\'')) i++;
    size_t end = i;
    while (end < head.n && (is_alnum(head.p[end]) || strchr("-_:.", head.p[end]))) end++;
    if (end > i) return str_sub(head, i, end);
    at = end + 1;
  }
  return (str){0};
}

// ---- bytes that are no text

static const struct {
  const char *bytes;
  u32 n;
  const char *what;
} magics[] = {
    {"\x89PNG\r\n", 6, "PNG image"},        {"\xFF\xD8\xFF", 3, "JPEG image"},     {"GIF87a", 6, "GIF image"},
    {"GIF89a", 6, "GIF image"},             {"%PDF-", 5, "PDF document"},          {"\x7F" "ELF", 4, "ELF program"},
    {"MZ\x90", 3, "Windows program"},       {"RIFF", 4, "RIFF media file"},        {"OggS", 4, "Ogg media file"},
    {"ID3", 3, "MP3 sound"},                {"\xD0\xCF\x11\xE0", 4, "old Office document"}, {"\x1F\x8B", 2, "gzip archive"},
    {"PK\x03\x04", 4, "zip archive"},       {"BZh", 3, "bzip2 archive"},           {"\xFD" "7zXZ", 5, "xz archive"},
    {"7z\xBC\xAF", 4, "7-Zip archive"},     {"Rar!\x1A", 5, "RAR archive"},        {"\x28\xB5\x2F\xFD", 4, "Zstandard archive"},
    {"SQLite format 3", 15, "SQLite database"}, {"STEMMAPK", 8, "pack of models"}, {"wOFF", 4, "font"},
};

str charset_no_text(str s, u64 *pos) {
  *pos = 0;
  for (u32 i = 0; i < COUNT_OF(magics); i++)
    if (str_starts(s, (str){magics[i].bytes, magics[i].n})) return str_of(magics[i].what);
  u32 mark;
  if (byte_order_mark(s, &mark).n || sniff_utf16(s).n) return (str){0};
  size_t look = MIN(s.n, (size_t)4096), nuls = 0, first = look;
  for (size_t i = 0; i < look; i++) {
    if (s.p[i]) continue;
    first = MIN(first, i);
    nuls++;
  }
  *pos = first;
  return nuls * 32 > look ? S("binary data") : (str){0};
}
