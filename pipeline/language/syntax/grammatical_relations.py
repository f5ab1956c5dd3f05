"""How a token hangs on its head, as typed values for callers that name no dependency label."""

from enum import StrEnum


class Relation(StrEnum):
    """How a token hangs on its head."""

    ROOT = "root"
    SUBJECT = "subject"
    PASSIVE_SUBJECT = "passive subject"
    EXPLETIVE = "expletive"
    OBJECT = "object"
    INDIRECT_OBJECT = "indirect object"
    PREPOSITIONAL_OBJECT = "prepositional object"
    PREPOSITION = "preposition"
    AGENT_PREPOSITION = "agent preposition"
    PREDICATIVE = "predicative"
    CLAUSE = "clausal complement"
    OPEN_CLAUSE = "open complement"
    ADVERBIAL_CLAUSE = "adverbial clause"
    RELATIVE_CLAUSE = "relative clause"
    NOUN_CLAUSE = "noun's clause"
    CONJUNCT = "conjunct"
    COORDINATOR = "coordinator"
    APPOSITION = "apposition"
    POSSESSOR = "possessor"
    COMPOUND = "compound"
    ADJECTIVE = "adjective"
    NUMBER = "number"
    NUMBER_MODIFIER = "number modifier"
    DETERMINER = "determiner"
    AUXILIARY = "auxiliary"
    PASSIVE_AUXILIARY = "passive auxiliary"
    MARKER = "marker"
    NEGATION = "negation"
    PARTICLE = "particle"
    ADVERB = "adverb"
    NOUN_ADVERBIAL = "noun adverbial"
    PARATAXIS = "parataxis"
    PUNCTUATION = "punctuation"
    CASE = "case"
    OTHER = "other"


RELATIONS = {
    "ROOT": Relation.ROOT,
    "nsubj": Relation.SUBJECT,
    "csubj": Relation.SUBJECT,
    "nsubjpass": Relation.PASSIVE_SUBJECT,
    "csubjpass": Relation.PASSIVE_SUBJECT,
    "expl": Relation.EXPLETIVE,
    "dobj": Relation.OBJECT,
    "dative": Relation.INDIRECT_OBJECT,
    "pobj": Relation.PREPOSITIONAL_OBJECT,
    "pcomp": Relation.PREPOSITIONAL_OBJECT,
    "prep": Relation.PREPOSITION,
    "agent": Relation.AGENT_PREPOSITION,
    "acomp": Relation.PREDICATIVE,
    "attr": Relation.PREDICATIVE,
    "oprd": Relation.PREDICATIVE,
    "ccomp": Relation.CLAUSE,
    "xcomp": Relation.OPEN_CLAUSE,
    "advcl": Relation.ADVERBIAL_CLAUSE,
    "relcl": Relation.RELATIVE_CLAUSE,
    "acl": Relation.NOUN_CLAUSE,
    "conj": Relation.CONJUNCT,
    "cc": Relation.COORDINATOR,
    "preconj": Relation.COORDINATOR,
    "appos": Relation.APPOSITION,
    "poss": Relation.POSSESSOR,
    "compound": Relation.COMPOUND,
    "nmod": Relation.COMPOUND,
    "amod": Relation.ADJECTIVE,
    "nummod": Relation.NUMBER,
    "quantmod": Relation.NUMBER_MODIFIER,
    "det": Relation.DETERMINER,
    "predet": Relation.DETERMINER,
    "aux": Relation.AUXILIARY,
    "auxpass": Relation.PASSIVE_AUXILIARY,
    "mark": Relation.MARKER,
    "neg": Relation.NEGATION,
    "prt": Relation.PARTICLE,
    "advmod": Relation.ADVERB,
    "npadvmod": Relation.NOUN_ADVERBIAL,
    "parataxis": Relation.PARATAXIS,
    "punct": Relation.PUNCTUATION,
    "case": Relation.CASE,
}
