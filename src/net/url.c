#include "net/url.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/out.h"

enum { LONGEST_URL = 8000 };

static char *part(CURLU *u, CURLUPart which, unsigned flags) {
  char *got = NULL;
  return curl_url_get(u, which, &got, flags) == CURLUE_OK ? got : NULL;
}

static char *joined(const char *a, const char *b, const char *c, const char *d, const char *e) {
  const char *parts[] = {a, b, c, d, e};
  size_t n = 1;
  for (u32 i = 0; i < COUNT_OF(parts); i++) n += parts[i] ? strlen(parts[i]) : 0;
  char *all = calloc(n, 1);
  for (u32 i = 0; all && i < COUNT_OF(parts); i++)
    if (parts[i]) strcat(all, parts[i]);
  return all;
}

// One host, one spelling.
static void lower(CURLU *u, CURLUPart which) {
  char *name = part(u, which, 0);
  for (char *c = name; c && *c; c++) *c = to_lower(*c);
  if (name) curl_url_set(u, which, name, 0);
  curl_free(name);
}

static bool is_tracking(str parameter) {
  static const char *const names[] = {"utm_", "at_medium=", "at_campaign=", "fbclid=", "gclid=", "mc_cid=", "mc_eid="};
  for (u32 i = 0; i < COUNT_OF(names); i++)
    if (str_starts(parameter, str_of(names[i]))) return true;
  return false;
}

static void drop_tracking(CURLU *u) {
  out kept = {0};
  char *query = part(u, CURLUPART_QUERY, 0);
  for (str rest = str_of(query); rest.n;) {
    str parameter = str_token(&rest, '&');
    if (!is_tracking(parameter)) out_f(&kept, "%s" STR_FMT, kept.n ? "&" : "", STR_ARG(parameter));
  }
  out_byte(&kept, 0);
  if (query && !kept.failed) curl_url_set(u, CURLUPART_QUERY, kept.n > 1 ? kept.p : NULL, 0);
  out_free(&kept);
  curl_free(query);
}

static bool fill(CURLU *u, url *got) {
  lower(u, CURLUPART_HOST);
  char *scheme = part(u, CURLUPART_SCHEME, 0), *host = part(u, CURLUPART_HOST, 0);
  char *port = part(u, CURLUPART_PORT, CURLU_DEFAULT_PORT), *path = part(u, CURLUPART_PATH, 0);
  char *query = part(u, CURLUPART_QUERY, 0), *whole = part(u, CURLUPART_URL, 0);
  if (scheme && host && port && path && whole)
    *got = (url){.whole = joined(whole, NULL, NULL, NULL, NULL),
                 .origin = joined(scheme, "://", host, ":", port),
                 .path = joined(path, query ? "?" : NULL, query, NULL, NULL)};
  char *const parts[] = {scheme, host, port, path, query, whole};
  for (u32 i = 0; i < COUNT_OF(parts); i++) curl_free(parts[i]);
  return got->whole && got->origin && got->path;
}

static bool check(CURLU *u, fail *f) {
  char *scheme = part(u, CURLUPART_SCHEME, 0);
  char *user = part(u, CURLUPART_USER, 0), *password = part(u, CURLUPART_PASSWORD, 0);
  bool web = scheme && (!strcmp(scheme, "http") || !strcmp(scheme, "https")), plain = !user && !password;
  curl_free(scheme);
  curl_free(user);
  curl_free(password);
  if (!web) return fail_set(f, FAIL_USAGE, 0, "is no address of the web: it begins with neither http:// nor https://");
  return plain || fail_set(f, FAIL_USAGE, 0, "carries a name or a password: only what anybody may read is fetched");
}

static bool set(CURLU *u, const char *text, const char *base, fail *f) {
  if (strlen(text) > LONGEST_URL) return fail_set(f, FAIL_TOO_BIG, 0, "is longer than %d bytes", LONGEST_URL);
  if (!base && !strstr(text, "://"))
    return fail_set(f, FAIL_USAGE, 0, "is no address of the web: it begins with neither http:// nor https://");
  CURLUcode bad = base ? curl_url_set(u, CURLUPART_URL, base, 0) : CURLUE_OK;
  if (!bad) bad = curl_url_set(u, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
  if (!bad) bad = curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0);
  return !bad || fail_set(f, FAIL_USAGE, 0, "is no address: %s", curl_url_strerror(bad));
}

static bool read(const char *text, const char *base, bool link, url *got, fail *f) {
  *got = (url){0};
  CURLU *u = curl_url();
  bool good = u && set(u, text, base, f) && check(u, f);
  if (good && link) drop_tracking(u);
  if (good && !fill(u, got)) good = fail_set(f, FAIL_USAGE, 0, "is no address that can be fetched");
  if (!u) fail_set(f, FAIL_MEMORY, 0, "no memory");
  curl_url_cleanup(u);
  if (!good) url_free(got);
  return good;
}

bool url_read(const char *text, const char *base, url *got, fail *f) { return read(text, base, false, got, f); }

bool url_read_link(const char *text, const char *base, url *got, fail *f) { return read(text, base, true, got, f); }

void url_free(url *u) {
  free(u->whole);
  free(u->origin);
  free(u->path);
  *u = (url){0};
}
