// Who is who: markables joined into clusters, first the sure ways (names), then in order of the text nominals, pronouns
// and sets, each to the best of the clusters before it (Lee et al. 2013; the ranking after Denis and Baldridge 2008).
#ifndef STEMMA_COREF_H
#define STEMMA_COREF_H

#include "model/linear.h"
#include "model/parts.h"
#include "read/mention.h"

struct alias;

enum { COUNTRY_CODES = 26 * 26, CLUSTER_HEADS = 6, CLUSTER_MEMBERS = 8, PAIR_FEATURES = 64 };

// The chunk: the ranking model, then the first names as ascending u32 (first_name_hash, low bit: a woman's). Its kind changes
// with its layout and with the templates of coref_rank.c.
enum { COREF_KIND = 0x434F520A, COREF_MODEL = 0, COREF_FIRSTS, COREF_PARTS };

typedef struct {
  u64 at[PAIR_FEATURES];
  u32 len;
} feature_list;


typedef struct {
  u32 first, last;         // rows of markables; the chain between them is coref.next
  u32 count;
  u32 name;                // the markable with the fullest name, 0 = unnamed
  entity_kind kind;
  bool sure;
  u8 gender, number;
  u16 country;
  u16 flags;               // of all its markables
  source_kind source;
  word heads[CLUSTER_HEADS];   // lemmas of its nominals and roles
  u32 nheads;
  u32 members[CLUSTER_MEMBERS];
  u32 nmembers;
  u32 merged;              // the cluster that took it in, 0 = lives
} cluster;

typedef VEC(cluster) clusters;

typedef struct {
  survey *s;
  markables m;
  u32 *of;                 // [markables] its cluster, 0 = not yet
  u32 *next;               // [markables] the next one of its cluster
  clusters c;              // row 0 nil
  u32 *first_with;         // [words] the first markable with this lemma as noun or title, or this word in its name
  u32 *seen_by;            // [clusters, at most one a markable] the last row whose candidates they were looked at for
  u32 *speaker;            // [quotes] rows of markables
  u32 *country;            // [COUNTRY_CODES] the cluster of the country with this code, where the article names it
  VEC(u32) officials;      // clusters of named officials with a country
  VEC(u32) sets;           // clusters with members
  linear rank;
  bool ranked;             // there is a model
  const struct alias *alias;   // the user's table, NULL = none
  const u32 *firsts;       // first names (sorted hashes, the low bit: female); NULL = none
  u32 nfirsts;
} coref;

coref coref_make(survey *s, str chunk);  // with an empty chunk nothing is ranked
void coref_names(coref *k);              // coref_name.c: all names of one bearer
void coref_roles(coref *k);              // coref_name.c: appositions, countries, officials
void coref_read(coref *k);               // coref.c: nominals, pronouns and sets in order of the text

u32 first_name_hash(str low);            // even; of the table of first names in the chunk

struct kit;
void families_find(doc *d, const coref *k, const struct kit *kit, const u32 *entity_row);   // family.c

u32 cluster_new(coref *k, u32 row);
void cluster_add(coref *k, u32 cluster, u32 row);
u32 cluster_merge(coref *k, u32 a, u32 b);       // returns the one that lives
u32 cluster_of(const coref *k, u32 row);
bool cluster_has_head(const cluster *c, word lemma);
bool kinds_agree(entity_kind a, bool sure_a, entity_kind b, bool sure_b);

// ---- the ranking of antecedents, shared with its training

typedef struct {
  u32 cluster, row;        // the cluster and its mention nearest before the anaphor
  u32 nth, fitting;        // how many candidates stand nearer, how many of them fit in kind, gender and number
  u32 head;  // of a noun phrase: 1 the same noun, 2 one of the cluster's, 3 in its name, 4 a synonym, 0 = another
  bool fits;
} candidate;

enum { CANDIDATES = 24 };

bool is_anaphor(const coref *k, u32 row);        // may it refer back at all?
u32 candidates_of(const coref *k, u32 row, candidate found[CANDIDATES]);
bool is_ruled_out(const markable *m, const cluster *it);   // one thing is no pair, a named person no "it"; learning sees them all the same
void pair_features(const coref *k, u32 row, candidate c, feature_list *to);
u32 bare_resolve(const coref *k, u32 row);         // of "the meeting" the cluster, by its noun alone; 0 = none
u32 owned_resolve(const coref *k, u32 row);        // of "Kim's trip" that of "the trip of Kim"; 0 = none
void new_features(const coref *k, u32 row, const candidate *c, u32 count, feature_list *to);
const u32 *coref_order(const coref *k);          // [m.len - 1] rows in the order of reading: what needs the others last

void quotes_read(coref *k);                      // coref_quote.c: who speaks in each quotation, and who writes outside of them
u32 speaker_row(const coref *k, u32 quote);      // the markable of its speaker, 0 = unknown
u32 side_resolve(coref *k, u32 row);             // coref_quote.c: I, we, our inside a quotation
u32 country_cluster(const coref *k, u16 country); // the named country of this code, 0 = not in the article
u32 teller_resolve(const coref *k, u32 row);       // he of `"…," he said`: the cluster, 0 = not said here
bool is_of_side(const markable *m);              // first person within quotation marks
bool set_resolve(coref *k, u32 row);  // coref_set.c: "the two leaders", "Kim and Putin": true where row is in a set now

#endif
