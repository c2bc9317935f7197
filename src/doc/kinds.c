#include "doc/kinds.h"

#define TEXT_ROW(id, text) {text, sizeof(text) - 1},
#define NAMES(list, type, function)                  \
  static const str function##s[] = {list(TEXT_ROW)}; \
  str function(type v) { return (size_t)v < COUNT_OF(function##s) ? function##s[v] : (str){0}; }

NAMES(ZONE_KINDS, zone_kind, zone_name)
NAMES(MENTION_FORMS, mention_form, form_name)
NAMES(ENTITY_KINDS, entity_kind, entity_kind_name)
NAMES(PLACE_PRECISIONS, place_precision, precision_name)
NAMES(TIME_TYPES, time_type, time_type_name)
NAMES(QUANTITY_BOUNDS, quantity_bound, bound_name)
NAMES(ATTRIBUTION_TYPES, attribution_type, attribution_type_name)
NAMES(STANCES, stance, stance_name)
NAMES(SOURCE_KINDS, source_kind, source_kind_name)
NAMES(CERTAINTIES, certainty, certainty_name)
NAMES(MODALITIES, modality, modality_name)
NAMES(NAME_KINDS, name_kind, name_kind_name)
NAMES(UPOS_TAGS, upos, upos_name)
NAMES(XPOS_TAGS, xpos, xpos_name)
NAMES(RELATIONS, rel, rel_name)

static u32 row_of(const str *names, u32 count, str name) {
  u32 i = 0;
  while (i < count && !str_eq(names[i], name)) i++;
  return i;
}

#define ROW_OF(names, name) row_of(names, COUNT_OF(names), name)
stance stance_of(str name) { return (stance)ROW_OF(stance_names, name); }
source_kind source_kind_of(str name) { return (source_kind)ROW_OF(source_kind_names, name); }
upos upos_of(str name) { return (upos)ROW_OF(upos_names, name); }
xpos xpos_of(str name) { return (xpos)ROW_OF(xpos_names, name); }
rel rel_of(str name) { return (rel)ROW_OF(rel_names, name); }
name_kind name_kind_of_str(str name) { return (name_kind)ROW_OF(name_kind_names, name); }
