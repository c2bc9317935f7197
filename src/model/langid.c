#include "model/langid.h"

#include <math.h>

#include "base/utf8.h"
#include "model/parts.h"

// A text is looked at up to LANGID_LETTERS; where its first LANGID_FIRST leave no doubt that it is in the likely language, no
// further (of 160 articles in English two begin with names that look foreign, without doubt).
enum { LANGID_LETTERS = 480, LANGID_FIRST = 120, LANGID_CLEAR = 360, LANGID_LEAST = 16, MOST_LANGUAGES = 96 };

// ---- scripts that one language is written in

typedef struct {
  u32 first, last;
  const char *name;
} script;

static const script scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"},
    {0x0A80, 0x0AFF, "gu"}, {0x0B00, 0x0B7F, "or"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"},
    {0x0D00, 0x0D7F, "ml"}, {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"}, {0x0E80, 0x0EFF, "lo"}, {0x0F00, 0x0FFF, "bo"},
    {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"}, {0x1200, 0x137F, "am"}, {0x1780, 0x17FF, "km"}, {0x3040, 0x30FF, "ja"},
    {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"},
};

enum { SCRIPTS = COUNT_OF(scripts), JAPANESE = 19, CHINESE = 20 };

// Most letters are Latin. Words that a text quotes in another script say nothing of its own language.
static bool mostly_latin(str text) {
  u32 latin = 0, letters = 0;
  size_t len;
  for (size_t i = 0; i < text.n && letters < LANGID_LETTERS; i += len) {
    u32 code = utf8_at(text, i, &len);
    letters += code_is_letter(code);
    latin += code < 0x370 && code_is_letter(code);
  }
  return 2 * latin >= letters;
}

// The script that holds more than half of the letters; a few kana among Han letters are Japanese.
static const char *by_script(str text) {
  u32 count[SCRIPTS] = {0}, letters = 0;
  size_t len;
  for (size_t i = 0; i < text.n && letters < LANGID_LETTERS; i += len) {
    u32 code = utf8_at(text, i, &len);
    letters += code_is_letter(code);
    for (u32 s = 0; code >= 0x370 && s < SCRIPTS; s++) count[s] += code >= scripts[s].first && code <= scripts[s].last;
  }
  if (count[JAPANESE] * 8 > count[CHINESE]) count[JAPANESE] += count[CHINESE];
  for (u32 s = 0; s < SCRIPTS; s++)
    if (count[s] > 3 && 2 * count[s] > letters) return scripts[s].name;
  return NULL;
}

// ---- grams

u32 gram_hash(gram g) {
  u64 x = (g.code[0] * 0x9E3779B97F4A7C15u) ^ (g.code[1] * 0xC2B2AE3D27D4EB4Fu) ^ (g.code[2] * 0x165667B19E3779F9u);
  x = (x ^ x >> 29) * 0xBF58476D1CE4E5B9u;
  return (u32)(x >> 32);
}

static void give(gram g, void (*each)(void *, gram), void *user) {
  if (g.code[2] != ' ') each(user, (gram){{g.code[2], 0, 0}});
  if (g.code[1]) each(user, (gram){{g.code[1], g.code[2], 0}});
  if (g.code[0] && g.code[1] != ' ') each(user, g);
}

void grams_of(str text, size_t most_letters, void (*each)(void *user, gram g), void *user) {
  gram g = {{0, 0, ' '}};
  size_t len, letters = 0;
  for (size_t i = 0; i <= text.n && letters < most_letters; i += len) {
    len = 1;
    u32 code = i < text.n ? utf8_at(text, i, &len) : ' ';
    bool letter = code_is_letter(code);
    if (!letter && g.code[2] == ' ') continue;
    g = (gram){{g.code[1], g.code[2], letter ? code_lower(code) : ' '}};
    // A word begins behind one blank; what stood before it is another word's.
    if (g.code[1] == ' ') g.code[0] = 0;
    letters += letter;
    give(g, each, user);
  }
}

// ---- scores

typedef struct {
  const u32 *gram;
  const u8 *cost;
  u32 grams, languages, seen;
  bool latin;
  u32 score[MOST_LANGUAGES];
} scorer;

// The row of a hash among the ascending ones, which lie evenly: from where it should stand to where it stands. `grams` where
// it does not stand.
static u32 row_of(const scorer *s, u32 hash) {
  u32 at = (u32)((u64)hash * s->grams >> 32);
  while (at && s->gram[at] > hash) at--;
  while (at < s->grams && s->gram[at] < hash) at++;
  return at < s->grams && s->gram[at] == hash ? at : s->grams;
}

static void score_gram(void *user, gram g) {
  scorer *s = user;
  for (u32 i = 0; i < 3; i++)
    if (g.code[i] > ' ' && (g.code[i] < 0x370) != s->latin) return;
  u32 row = row_of(s, gram_hash(g));
  if (row == s->grams) return;
  s->seen++;
  const u8 *cost = s->cost + (size_t)row * s->languages;
  for (u32 l = 0; l < s->languages; l++) s->score[l] += cost[l];
}

static bool view(scorer *s, strings *names, str chunk) {
  str part[3];
  if (!parts_view(chunk, LANGID_KIND, part, 3) || !strings_view(names, part[0])) return false;
  *s = (scorer){.gram = (const u32 *)(const void *)part[1].p, .cost = (const u8 *)part[2].p, .grams = (u32)(part[1].n / 4), .languages = names->len};
  return names->len <= MOST_LANGUAGES && part[2].n == (size_t)s->grams * names->len;
}

// Grams overlap, so that their scores count three times over; the share of the best says how sure it is.
static float share_of(const scorer *s, u32 best) {
  double all = 0;
  for (u32 l = 0; l < s->languages; l++) all += exp(-((double)s->score[l] - s->score[best]) / (3.0 * LANGID_UNIT));
  return (float)(1 / all);
}

static u32 best_of(const scorer *s) {
  u32 best = 0;
  for (u32 l = 1; l < s->languages; l++)
    if (s->score[l] < s->score[best]) best = l;
  return best;
}

static bool is_clear(const scorer *s) {
  u32 best = best_of(s);
  for (u32 l = 0; l < s->languages; l++)
    if (l != best && s->score[l] < s->score[best] + LANGID_CLEAR) return false;
  return s->seen >= LANGID_LEAST;
}

static void score_text(scorer *s, str text, u32 letters) {
  s->seen = 0;
  memset(s->score, 0, sizeof s->score);
  grams_of(text, letters, score_gram, s);
}

str langid_find(str chunk, str text, str likely, float *p) {
  const char *script_name = by_script(text);
  *p = script_name ? 1 : 0;
  if (script_name) return str_of(script_name);
  scorer s;
  strings names;
  if (!view(&s, &names, chunk) || !names.len) return (str){0};
  s.latin = mostly_latin(text);
  score_text(&s, text, LANGID_FIRST);
  if (!is_clear(&s) || !str_eq(strings_at(&names, best_of(&s)), likely)) score_text(&s, text, LANGID_LETTERS);
  u32 best = best_of(&s);
  *p = share_of(&s, best);
  return s.seen < LANGID_LEAST ? (str){0} : strings_at(&names, best);
}
