// The closed lists of the document, each one X-list: enum, names in the output, in one order.
#ifndef STEMMA_KINDS_H
#define STEMMA_KINDS_H

#include "base/str.h"

#define ZONE_KINDS(X) \
  X(ZONE_NONE, "") X(ZONE_HEADLINE, "headline") X(ZONE_STANDFIRST, "standfirst") X(ZONE_BYLINE, "byline") \
  X(ZONE_DATELINE, "dateline") X(ZONE_BODY, "body") X(ZONE_CAPTION, "caption") X(ZONE_CREDIT, "credit") \
  X(ZONE_PROMO, "promo") X(ZONE_METADATA, "metadata")

#define MENTION_FORMS(X) X(FORM_NAME, "name") X(FORM_NOMINAL, "nominal") X(FORM_PRONOUN, "pronoun")

#define ENTITY_KINDS(X) \
  X(ENTITY_THING, "thing") X(ENTITY_PERSON, "person") X(ENTITY_ORGANISATION, "organisation") \
  X(ENTITY_PLACE, "place") X(ENTITY_PEOPLE, "people") X(ENTITY_EVENT, "event")

#define PLACE_PRECISIONS(X) \
  X(PRECISION_NONE, "") X(PRECISION_POINT, "point") X(PRECISION_CITY, "city") X(PRECISION_REGION, "region") \
  X(PRECISION_COUNTRY, "country")

#define TIME_TYPES(X) \
  X(TIME_DATE, "DATE") X(TIME_TIME, "TIME") X(TIME_DURATION, "DURATION") X(TIME_SET, "SET") X(TIME_INTERVAL, "INTERVAL")

#define QUANTITY_BOUNDS(X) \
  X(BOUND_NONE, "") X(BOUND_MORE, ">") X(BOUND_LEAST, ">=") X(BOUND_LESS, "<") X(BOUND_MOST, "<=") X(BOUND_ABOUT, "~")

#define ATTRIBUTION_TYPES(X) X(SAY_DIRECT, "direct") X(SAY_MIXED, "mixed") X(SAY_INDIRECT, "indirect")

// How the source puts it.
#define STANCES(X) \
  X(MOD_FACT, "fact") X(MOD_NEGATED, "negated") X(MOD_DENIED, "denied") X(MOD_SCHEDULED, "scheduled") \
  X(MOD_EXPECTED, "expected") X(MOD_POSSIBLE, "possible") X(MOD_CONDITIONAL, "conditional") \
  X(MOD_REQUESTED, "requested") X(MOD_OPINION, "opinion")

#define SOURCE_KINDS(X) \
  X(SOURCE_UNNAMED, "unnamed") X(SOURCE_PERSON, "person") X(SOURCE_OFFICIAL, "official") \
  X(SOURCE_GOVERNMENT, "government") X(SOURCE_SPOKESPERSON, "spokesperson") X(SOURCE_ORGANISATION, "organisation") \
  X(SOURCE_COMPANY, "company") X(SOURCE_PARTY, "party") X(SOURCE_STATE_MEDIA, "state-media") \
  X(SOURCE_AGENCY, "agency") X(SOURCE_OUTLET, "outlet") X(SOURCE_EXPERT, "expert") X(SOURCE_WITNESS, "witness") \
  X(SOURCE_DOCUMENT, "document") X(SOURCE_DATA, "data") X(SOURCE_EVIDENCE, "media-evidence")

#define CERTAINTIES(X) \
  X(CERTAINTY_ASSERTED, "asserted") X(CERTAINTY_ATTRIBUTED, "attributed") X(CERTAINTY_EXPECTED, "expected") \
  X(CERTAINTY_SPECULATED, "speculated") X(CERTAINTY_DENIED, "denied")

#define MODALITIES(X) \
  X(MODALITY_ACTUAL, "actual") X(MODALITY_SCHEDULED, "scheduled") X(MODALITY_EXPECTED, "expected") \
  X(MODALITY_SPECULATED, "speculated") X(MODALITY_CONDITIONAL, "conditional") X(MODALITY_REQUESTED, "requested") \
  X(MODALITY_DENIED, "denied") X(MODALITY_NEGATED, "negated")

// What kind of name a token is part of; country, city and other place are told apart.
#define NAME_KINDS(X) \
  X(NAME_NONE, "") X(NAME_PERSON, "person") X(NAME_ORGANISATION, "organisation") X(NAME_COUNTRY, "country") \
  X(NAME_CITY, "city") X(NAME_PLACE, "place") X(NAME_PEOPLE, "people") X(NAME_EVENT, "event") X(NAME_OTHER, "other")

#define UPOS_TAGS(X) \
  X(UPOS_X, "X") X(UPOS_ADJ, "ADJ") X(UPOS_ADP, "ADP") X(UPOS_ADV, "ADV") X(UPOS_AUX, "AUX") X(UPOS_CCONJ, "CCONJ") \
  X(UPOS_DET, "DET") X(UPOS_INTJ, "INTJ") X(UPOS_NOUN, "NOUN") X(UPOS_NUM, "NUM") X(UPOS_PART, "PART") \
  X(UPOS_PRON, "PRON") X(UPOS_PROPN, "PROPN") X(UPOS_PUNCT, "PUNCT") X(UPOS_SCONJ, "SCONJ") X(UPOS_SYM, "SYM") \
  X(UPOS_VERB, "VERB")

// Penn Treebank tags as in UD English.
#define XPOS_TAGS(X) \
  X(XPOS_NONE, "_") X(XPOS_CC, "CC") X(XPOS_CD, "CD") X(XPOS_DT, "DT") X(XPOS_EX, "EX") X(XPOS_FW, "FW") X(XPOS_IN, "IN") \
  X(XPOS_JJ, "JJ") X(XPOS_JJR, "JJR") X(XPOS_JJS, "JJS") X(XPOS_LS, "LS") X(XPOS_MD, "MD") X(XPOS_NN, "NN") \
  X(XPOS_NNP, "NNP") X(XPOS_NNPS, "NNPS") X(XPOS_NNS, "NNS") X(XPOS_PDT, "PDT") X(XPOS_POS, "POS") X(XPOS_PRP, "PRP") \
  X(XPOS_PRPS, "PRP$") X(XPOS_RB, "RB") X(XPOS_RBR, "RBR") X(XPOS_RBS, "RBS") X(XPOS_RP, "RP") X(XPOS_SYM, "SYM") \
  X(XPOS_TO, "TO") X(XPOS_UH, "UH") X(XPOS_VB, "VB") X(XPOS_VBD, "VBD") X(XPOS_VBG, "VBG") X(XPOS_VBN, "VBN") \
  X(XPOS_VBP, "VBP") X(XPOS_VBZ, "VBZ") X(XPOS_WDT, "WDT") X(XPOS_WP, "WP") X(XPOS_WPS, "WP$") X(XPOS_WRB, "WRB") \
  X(XPOS_ADD, "ADD") X(XPOS_AFX, "AFX") X(XPOS_GW, "GW") X(XPOS_NFP, "NFP") X(XPOS_XX, "XX") X(XPOS_HYPH, "HYPH") \
  X(XPOS_LRB, "-LRB-") X(XPOS_RRB, "-RRB-") X(XPOS_OPEN, "``") X(XPOS_CLOSE, "''") X(XPOS_COMMA, ",") \
  X(XPOS_DOT, ".") X(XPOS_COLON, ":") X(XPOS_DOLLAR, "$") X(XPOS_HASH, "#")

// Universal relations of UD English (EWT, GUM), with subtypes.
#define RELATIONS(X) \
  X(REL_NONE, "_") X(REL_ROOT, "root") X(REL_NSUBJ, "nsubj") X(REL_NSUBJ_PASS, "nsubj:pass") X(REL_NSUBJ_OUTER, "nsubj:outer") \
  X(REL_OBJ, "obj") X(REL_IOBJ, "iobj") X(REL_CSUBJ, "csubj") X(REL_CSUBJ_PASS, "csubj:pass") \
  X(REL_CSUBJ_OUTER, "csubj:outer") X(REL_CCOMP, "ccomp") X(REL_XCOMP, "xcomp") X(REL_OBL, "obl") \
  X(REL_OBL_AGENT, "obl:agent") X(REL_OBL_NPMOD, "obl:npmod") X(REL_OBL_TMOD, "obl:tmod") X(REL_OBL_UNMARKED, "obl:unmarked") \
  X(REL_VOCATIVE, "vocative") X(REL_EXPL, "expl") X(REL_DISLOCATED, "dislocated") X(REL_ADVCL, "advcl") \
  X(REL_ADVCL_RELCL, "advcl:relcl") X(REL_ADVMOD, "advmod") X(REL_DISCOURSE, "discourse") X(REL_AUX, "aux") \
  X(REL_AUX_PASS, "aux:pass") X(REL_COP, "cop") X(REL_MARK, "mark") X(REL_NMOD, "nmod") X(REL_NMOD_POSS, "nmod:poss") \
  X(REL_NMOD_DESC, "nmod:desc") X(REL_NMOD_NPMOD, "nmod:npmod") X(REL_NMOD_TMOD, "nmod:tmod") \
  X(REL_NMOD_UNMARKED, "nmod:unmarked") X(REL_APPOS, "appos") X(REL_NUMMOD, "nummod") X(REL_ACL, "acl") \
  X(REL_ACL_RELCL, "acl:relcl") X(REL_AMOD, "amod") X(REL_DET, "det") X(REL_DET_PREDET, "det:predet") X(REL_CASE, "case") \
  X(REL_CONJ, "conj") X(REL_CC, "cc") X(REL_CC_PRECONJ, "cc:preconj") X(REL_FIXED, "fixed") X(REL_FLAT, "flat") \
  X(REL_LIST, "list") X(REL_PARATAXIS, "parataxis") X(REL_COMPOUND, "compound") X(REL_COMPOUND_PRT, "compound:prt") \
  X(REL_GOESWITH, "goeswith") X(REL_ORPHAN, "orphan") X(REL_REPARANDUM, "reparandum") X(REL_PUNCT, "punct") X(REL_DEP, "dep")

#define ENUM_ROW(id, text) id,
#define ENUM(list, name, count) \
  typedef enum { list(ENUM_ROW) count } name
ENUM(ZONE_KINDS, zone_kind, ZONE_COUNT);
ENUM(MENTION_FORMS, mention_form, FORM_COUNT);
ENUM(ENTITY_KINDS, entity_kind, ENTITY_COUNT);
ENUM(PLACE_PRECISIONS, place_precision, PRECISION_COUNT);
ENUM(TIME_TYPES, time_type, TIME_COUNT);
ENUM(QUANTITY_BOUNDS, quantity_bound, BOUND_COUNT);
ENUM(ATTRIBUTION_TYPES, attribution_type, SAY_COUNT);
ENUM(STANCES, stance, MOD_COUNT);
ENUM(SOURCE_KINDS, source_kind, SOURCE_COUNT);
ENUM(CERTAINTIES, certainty, CERTAINTY_COUNT);
ENUM(MODALITIES, modality, MODALITY_COUNT);
ENUM(NAME_KINDS, name_kind, NAME_COUNT);
ENUM(UPOS_TAGS, upos, UPOS_COUNT);
ENUM(XPOS_TAGS, xpos, XPOS_COUNT);
ENUM(RELATIONS, rel, REL_COUNT);
#undef ENUM
#undef ENUM_ROW

// A token's place in a name: NAME_NONE, or 2 * kind for its first word, 2 * kind + 1 for a later one.
typedef u8 name_tag;
static inline name_tag name_begin(name_kind k) { return (name_tag)(2 * k); }
static inline name_tag name_inside(name_kind k) { return (name_tag)(2 * k + 1); }
static inline name_kind name_kind_of(name_tag t) { return (name_kind)(t / 2); }
static inline bool name_begins(name_tag t) { return t && t % 2 == 0; }

str zone_name(zone_kind k);
str form_name(mention_form f);
str entity_kind_name(entity_kind k);
str precision_name(place_precision p);
str time_type_name(time_type t);
str bound_name(quantity_bound b);
str attribution_type_name(attribution_type t);
str stance_name(stance m);
str source_kind_name(source_kind k);
str certainty_name(certainty c);
str modality_name(modality m);
str name_kind_name(name_kind k);
str upos_name(upos t);
str xpos_name(xpos t);
str rel_name(rel r);

// The way back, for readers of treebanks and labels; the count of the list where the name is unknown.
stance stance_of(str name);
source_kind source_kind_of(str name);
upos upos_of(str name);
xpos xpos_of(str name);
rel rel_of(str name);
name_kind name_kind_of_str(str name);

#endif
