// The list of what can be trained. To add one: write train_NAME in one file and its line here.
#ifndef STEMMA_TRAIN_H
#define STEMMA_TRAIN_H

//   name   help
#define VERBS(VERB) \
  VERB(pack, "OUT NAME=FILE…: join chunk files into a pack, in this order")                                   \
  VERB(eval, "DATA [PART…]: how right each stage is, with counts")                                   \
  VERB(segment, "OUT DATA: where sentences end")                                                     \
  VERB(classes, "OUT DATA: words that stand among like words")                                        \
  VERB(teacher, "OUT DATA SEED: a larger network, for that of tags and trees to learn from")             \
  VERB(syntax, "OUT DATA [TEACHER…]: the network of tags and trees")                                   \
  VERB(morph, "OUT DATA: lemmas and features")                                                            \
  VERB(names, "OUT DATA PACK [FIFTH]: persons, bodies, places; the pack has the tagger")                \
  VERB(coref, "OUT DATA: the ranking of antecedents and the first names")                            \
  VERB(attrib, "OUT DATA PACK [PART/PARTS] [-train] [-invented] [-outlets] [-sure]: who says what; what is left out")              \
  VERB(gazet, "OUT DATA: the gazetteer")                                                               \
  VERB(langid, "OUT DATA: which language a text is in")                                               \
  VERB(html, "OUT DATA [I/N | cv]: which blocks of a page are its article")           \
  VERB(align, "OUT DATA PACK: word counts, and the weights of claim pairs; the pack has all other chunks")

#define VERB_FUNCTION(name, help) int train_##name(int argc, char **argv);
VERBS(VERB_FUNCTION)
#undef VERB_FUNCTION

#endif
