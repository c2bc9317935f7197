#include "input/feed_names.h"

#include <stdio.h>

static const struct {
  const char *name;
  feed_field field;
  u32 rank;
} fields[] = {
    {"title", FIELD_TITLE, 3},           {"dc:title", FIELD_TITLE, 2},        {"dcterms:title", FIELD_TITLE, 2},
    {"media:title", FIELD_TITLE, 1},     {"itunes:title", FIELD_TITLE, 1},    {"id", FIELD_ID, 3},
    {"guid", FIELD_ID, 3},               {"dc:identifier", FIELD_ID, 1},      {"link", FIELD_LINK, 3},
    {"pubdate", FIELD_PUBLISHED, 3},     {"published", FIELD_PUBLISHED, 3},   {"issued", FIELD_PUBLISHED, 2},
    {"dcterms:issued", FIELD_PUBLISHED, 2}, {"dc:date", FIELD_DATED, 3},      {"date", FIELD_DATED, 2},
    {"created", FIELD_DATED, 1},         {"dcterms:created", FIELD_DATED, 1}, {"updated", FIELD_UPDATED, 3},
    {"modified", FIELD_UPDATED, 3},      {"lastbuilddate", FIELD_UPDATED, 3}, {"dcterms:modified", FIELD_UPDATED, 2},
    {"description", FIELD_SUMMARY, 4},   {"summary", FIELD_SUMMARY, 4},       {"abstract", FIELD_SUMMARY, 3},
    {"dc:description", FIELD_SUMMARY, 2}, {"itunes:summary", FIELD_SUMMARY, 1}, {"tagline", FIELD_SUMMARY, 4},
    {"subtitle", FIELD_SUMMARY, 4},      {"info", FIELD_SUMMARY, 3},          {"itunes:subtitle", FIELD_SUMMARY, 0},
    {"content:encoded", FIELD_CONTENT, 4}, {"content", FIELD_CONTENT, 3},     {"xhtml:body", FIELD_CONTENT, 2},
    {"body", FIELD_CONTENT, 2},          {"fullitem", FIELD_CONTENT, 2},      {"encoded", FIELD_CONTENT, 1},
    {"source", FIELD_SOURCE, 3},         {"dc:source", FIELD_SOURCE, 1},      {"language", FIELD_LANGUAGE, 3},
    {"dc:language", FIELD_LANGUAGE, 2},  {"author", FIELD_AUTHOR, 3},         {"dc:creator", FIELD_AUTHOR, 3},
    {"dc:author", FIELD_AUTHOR, 3},      {"managingeditor", FIELD_AUTHOR, 2}, {"itunes:author", FIELD_AUTHOR, 1},
    {"webmaster", FIELD_AUTHOR, 1},
    {"name", FIELD_NAME, 3},             {"email", FIELD_MAIL, 3},
};

static const struct {
  const char *ours, *address;   // without http:// and what stands behind the part that tells
} vocabularies[] = {
    {"", "www.w3.org/2005/atom"},           {"", "purl.org/atom/ns"},          {"", "purl.org/rss/1.0/modules/rss091"},
    {"content", "purl.org/rss/1.0/modules/content"}, {"other", "purl.org/rss/1.0/modules"}, {"", "purl.org/rss/1.0"},
    {"", "purl.org/net/rss1.1"},            {"", "purl.org/echo"},             {"", "purl.org/pie"},
    {"", "backend.userland.com"},           {"", "blogs.law.harvard.edu"},     {"", "my.netscape.com"},
    {"", "channel.netscape.com"},           {"", "cyber.law.harvard.edu"},     {"dc", "purl.org/dc/elements"},
    {"dcterms", "purl.org/dc/terms"},       {"media", "search.yahoo.com/mrss"}, {"media", "video.search.yahoo.com/mrss"},
    {"itunes", "www.itunes.com"},           {"itunes", "example.com/dtds/podcast"}, {"xhtml", "www.w3.org/1999/xhtml"},
    {"rdf", "www.w3.org/1999/02/22-rdf-syntax-ns"}, {"xml", "www.w3.org/xml"},
};

static const char *ours_of(const char *address) {
  str a = str_trim(str_of(address));
  if (str_starts_nocase(a, S("http://"))) a = str_from(a, 7);
  else if (str_starts_nocase(a, S("https://"))) a = str_from(a, 8);
  for (u32 i = 0; i < COUNT_OF(vocabularies); i++)
    if (str_starts_nocase(a, str_of(vocabularies[i].address))) return vocabularies[i].ours;
  return NULL;
}

void prefixes_declare(feed_prefixes *p, const char **pairs, u32 depth) {
  for (; *pairs; pairs += 2) {
    bool none = !strcmp(pairs[0], "xmlns");
    if ((!none && strncmp(pairs[0], "xmlns:", 6)) || p->len == FEED_PREFIXES) continue;
    snprintf(p->at[p->len].prefix, sizeof p->at->prefix, "%s", none ? "" : pairs[0] + 6);
    p->at[p->len].ours = ours_of(pairs[1]);
    // What has no vocabulary that we know is the feed's own where it has no prefix.
    if (none && !p->at[p->len].ours) p->at[p->len].ours = "";
    p->at[p->len++].depth = depth;
  }
}

void prefixes_close(feed_prefixes *p, u32 depth) {
  while (p->len && p->at[p->len - 1].depth >= depth) p->len--;
}

// Prefixes that nobody declared mean what they usually do.
static const char *prefix_of(const feed_prefixes *p, str prefix) {
  for (u32 i = p->len; i-- > 0;)
    if (str_eq(str_of(p->at[i].prefix), prefix)) return p->at[i].ours;
  return NULL;
}

void feed_name(const feed_prefixes *p, const char *name, char low[FEED_NAME]) {
  str_cut_result cut = str_cut(str_of(name), ':');
  str local = cut.found ? cut.tail : cut.head, prefix = cut.found ? cut.head : (str){0};
  const char *ours = prefix_of(p, prefix);
  if (!ours && (str_eq_nocase(prefix, S("atom")) || str_eq_nocase(prefix, S("rss")))) ours = "";
  if (ours) prefix = str_of(ours);
  snprintf(low, FEED_NAME, "%.*s%s%.*s", (int)MIN(prefix.n, (size_t)16), prefix.p ? prefix.p : "", prefix.n ? ":" : "",
           (int)MIN(local.n, (size_t)FEED_NAME), local.p ? local.p : "");
  for (char *c = low; *c; c++) *c = to_lower(*c);
}

feed_field feed_field_of(const char *low, u32 *rank) {
  for (u32 i = 0; i < COUNT_OF(fields); i++) {
    if (strcmp(fields[i].name, low)) continue;
    *rank = fields[i].rank;
    return fields[i].field;
  }
  return FIELD_NONE;
}
