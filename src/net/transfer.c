#include "net/transfer.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/address.h"

enum { SLOW_BYTES = 50 };   // a second, over half the time limit

// ---- what libcurl calls

static size_t on_body(char *p, size_t size, size_t n, void *user) {
  transfer *t = user;
  size_t more = size * n;
  if (more > t->largest - t->body.n) return t->over = true, 0;
  out_str(&t->body, (str){p, more});
  return t->body.failed ? 0 : more;
}

static void take_field(char to[LONGEST_FIELD], str line, str name) {
  if (!str_starts_nocase(line, name)) return;
  str value = str_trim(str_from(line, name.n));
  to[0] = 0;
  if (value.n < LONGEST_FIELD) snprintf(to, LONGEST_FIELD, STR_FMT, STR_ARG(value));
}

static size_t on_header(char *p, size_t size, size_t n, void *user) {
  transfer *t = user;
  str line = {p, size * n};
  take_field(t->etag, line, S("etag:"));
  take_field(t->modified, line, S("last-modified:"));
  return line.n;
}

static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *to) {
  transfer *t = user;
  (void)purpose;
  if (!t->options->allow_private && !address_is_public(&to->addr)) {
    const void *raw = to->family == AF_INET6 ? (const void *)&((struct sockaddr_in6 *)(void *)&to->addr)->sin6_addr
                                             : (const void *)&((struct sockaddr_in *)(void *)&to->addr)->sin_addr;
    t->refused = true;
    inet_ntop(to->family, raw, t->address, sizeof t->address);
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

// ---- asking

static void add_line(transfer *t, const char *name, const char *value) {
  char line[LONGEST_FIELD + 40];
  if (!value || !*value || strlen(value) >= LONGEST_FIELD) return;
  snprintf(line, sizeof line, "%s: %s", name, value);
  struct curl_slist *longer = curl_slist_append(t->lines, line);
  if (longer) t->lines = longer;
}

// Everything that could tell who reads, or lead elsewhere, is off: proxies of the environment, cookies, .netrc, redirects.
static void limit(transfer *t) {
  long seconds = (long)t->options->timeout_s;
  curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(t->easy, CURLOPT_PROXY, "");
  curl_easy_setopt(t->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(t->easy, CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT, (seconds + 1) / 2);
  curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
  curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, (seconds + 1) / 2);
  curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->largest);
}

static void listen_to(transfer *t) {
  curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
  curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
  curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
  curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->told);
  curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
}

transfer *transfer_start(CURLM *all, const net_options *o, const char *identity, const net_wish *w, size_t largest,
                         void *owner) {
  transfer *t = calloc(1, sizeof *t);
  if (t) *t = (transfer){.easy = curl_easy_init(), .owner = owner, .options = o, .largest = largest};
  if (!t || !t->easy) return free(t), NULL;
  limit(t);
  listen_to(t);
  add_line(t, "If-None-Match", w->etag);
  add_line(t, "If-Modified-Since", w->modified);
  add_line(t, "Accept",
           "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5");
  curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->lines);
  curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(t->easy, CURLOPT_USERAGENT, identity);
  if (curl_easy_setopt(t->easy, CURLOPT_URL, w->url) == CURLE_OK && curl_multi_add_handle(all, t->easy) == CURLM_OK) return t;
  transfer_end(all, t);
  return NULL;
}

void transfer_end(CURLM *all, transfer *t) {
  if (!t) return;
  curl_multi_remove_handle(all, t->easy);
  curl_easy_cleanup(t->easy);
  curl_slist_free_all(t->lines);
  out_free(&t->body);
  free(t);
}

// ---- what came

int transfer_status(const transfer *t) {
  long status = 0;
  curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
  return (int)status;
}

i64 transfer_retry_after(const transfer *t) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &seconds);
  return (i64)seconds;
}

const char *transfer_redirect(const transfer *t) {
  char *to = NULL;
  int status = transfer_status(t);
  bool leads = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  if (leads) curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &to);
  return to;
}

bool transfer_good(const transfer *t, CURLcode code, fail *f, bool *lasting) {
  *lasting = true;
  if (t->over || code == CURLE_FILESIZE_EXCEEDED)
    return fail_set(f, FAIL_TOO_BIG, 0, "is larger than the limit of %zu bytes", t->largest);
  if (code == CURLE_BAD_CONTENT_ENCODING) return fail_set(f, FAIL_FORMAT, 0, "is packed wrongly: %s", t->told);
  if (code != CURLE_OK && t->refused)
    return fail_set(f, FAIL_IO, 0, "leads to %s, which lies inside a private network; --allow-private allows it", t->address);
  *lasting = false;
  if (t->body.failed) return fail_set(f, FAIL_MEMORY, 0, "no memory for its bytes");
  if (code == CURLE_OK) return true;
  if (code == CURLE_OPERATION_TIMEDOUT) return fail_set(f, FAIL_IO, 0, "did not come within %u s", t->options->timeout_s);
  return fail_set(f, FAIL_IO, 0, "cannot be fetched: %s", t->told[0] ? t->told : curl_easy_strerror(code));
}

static char *copy_of(str s) {
  char *c = s.n ? malloc(s.n + 1) : NULL;
  if (!c) return NULL;
  memcpy(c, s.p, s.n);
  c[s.n] = 0;
  return c;
}

void transfer_type(const transfer *t, char **media_type, char **charset) {
  char *line = NULL;
  curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &line);
  str rest = str_of(line);
  *media_type = copy_of(str_trim(str_token(&rest, ';')));
  for (*charset = NULL; rest.n && !*charset;) {
    str_cut_result pair = str_cut(str_trim(str_token(&rest, ';')), '=');
    str value = str_trim(pair.tail);
    if (value.n > 1 && value.p[0] == '"') value = str_sub(value, 1, value.n - 1);
    if (str_eq_nocase(str_trim(pair.head), S("charset"))) *charset = copy_of(value);
  }
}
