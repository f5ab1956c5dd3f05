"""Pronouns: which actor "he", "she", "it" and "they" stand for, by agreement and salience.

Candidates of this sentence and the three before it are ranked in the manner of Lappin and Leass (1994, "An algorithm
for pronominal anaphora resolution"): subjects before others, near before far, a subject for a subject. Plain nouns
compete, and where one wins the pronoun stays unresolved.
"""

from pipeline.extract.actors.history import PLURAL, History, Referent
from pipeline.extract.actors.nouns import collectives, small_words
from pipeline.extract.actors.stage import Draft, Found, Stage
from pipeline.extract.actors.words import SUBJECTS, Words

REACH = 3
# How far behind a passive verb its clause may begin ("it was said that").
CLAUSE = 15
# Dependencies by which a clause takes over the subject of the clause above it.
SHARING = frozenset({"advcl", "xcomp", "conj", "prep", "pcomp"})
RELATIVE = frozenset({"WP", "WDT", "WP$"})
# How a phrase or clause hangs on the verb that it stands before.
FRONTED = frozenset({"prep", "advcl"})
# Forms that are never subjects, whatever the parse says (`had him arrested`).
OBJECTIVE = frozenset({"him", "her", "them", "me", "us"})
# How far up the tree the clause around a pronoun's own may be.
CLIMB = 6
# Weights, set by hand: a subject outweighs one sentence of distance, an object more than a name inside a phrase, being
# named often little; of two subjects in one sentence that of the clause around the pronoun's is likelier.
SUBJECT, OBJECT, PARALLEL, AROUND, SENTENCE, OFTEN, GENDER = 1.2, 0.4, 0.5, 0.4, 1.0, 0.05, 0.3


def resolve(stage: Stage, history: History, token: int) -> Found | None:
    """The actor a pronoun stands for, as a mention of form "pronoun"; None where nothing or a plain noun fits best."""
    words = stage.words
    if words.tag[token] in RELATIVE:
        return _relative(stage, token)
    kind = _kind(words.lower[token])
    if kind is None or _empty(words, token, kind):
        return None
    ahead = _ahead(stage, token, kind)
    if ahead is not None:
        return Found(ahead.key, token, token + 1, "pronoun")
    best: tuple[float, Referent] | None = None
    recent = history.recent(words.sentence[token], REACH)
    bound = [referent for referent in recent if _bound(words, token, referent)]
    others = {referent.draft.key for referent in bound if referent.draft is not None}
    for referent in recent:
        other = referent in bound or (referent.draft is not None and referent.draft.key in others)
        if _agrees(words, kind, referent) and not other:
            weight = _weight(words, history, token, kind, referent)
            if best is None or weight > best[0]:
                best = weight, referent
    if best is None or best[1].draft is None:
        return None
    return Found(best[1].draft.key, token, token + 1, "pronoun")


def _relative(stage: Stage, token: int) -> Found | None:
    """What a relative pronoun goes back to: the mention right before it, or the noun that its clause qualifies."""
    words = stage.words
    before = token - 2 if words.text[token - 1 : token] == [","] else token - 1
    found = stage.at.get(before)
    if found is None:
        verb = words.head[token]
        found = stage.at.get(words.head[verb]) if words.dep[verb] == "relcl" and words.head[verb] < token else None
    if found is not None and stage.drafts[found.key].entity_type == "place" and words.lower[found.first - 1] == "in":
        found = stage.at.get(found.first - 2, found)
    if found is None or found.form == "demonym":
        return None
    person = stage.drafts[found.key].entity_type in {"person", "group"}
    return Found(found.key, token, token + 1, "pronoun") if person == (words.tag[token] != "WDT") else None


def _ahead(stage: Stage, token: int, kind: str) -> Found | None:
    """Whom an owner before the main clause looks forward to, its subject: `In her first speech, Ida Holm promised`."""
    words, above = stage.words, token
    if words.dep[token] != "poss":
        return None
    for _ in range(CLIMB):
        dep, above = words.dep[above], words.head[above]
        if above > token and dep in FRONTED:
            break
    else:
        return None
    subject = next((at for at in range(token + 1, above) if words.head[at] == above and words.dep[at] in SUBJECTS), -1)
    found = stage.at.get(subject)
    if found is None:
        return None
    plural = words.tag[subject] in PLURAL
    named = Referent(subject, stage.drafts[found.key], found.form, words.sentence[subject], True, False, plural)
    return found if _agrees(words, kind, named) else None


def _kind(lower: str) -> str | None:
    return next((kind for kind in ("he", "she", "it", "they") if lower in small_words(kind)), None)


def _empty(words: Words, token: int, kind: str) -> bool:
    """Whether an "it" stands for nothing ("it is clear that"), or as an object mostly for what is no actor."""
    if kind != "it" or words.lower[token] != "it":
        return False
    if words.dep[token] not in SUBJECTS:
        return True
    verb = words.head[token]
    clauses = (later for later in range(verb + 1, min(verb + CLAUSE, len(words))) if words.head[later] == verb)
    that = words.dep[token] == "nsubjpass" and any(words.dep[later] in {"ccomp", "csubj"} for later in clauses)
    return that or words.lemma[verb] in small_words("pleonastic")


def _agrees(words: Words, kind: str, referent: Referent) -> bool:
    draft = referent.draft
    if draft is None:
        return _plain(words, kind, referent)
    if kind in {"he", "she"}:
        gender = "male" if kind == "he" else "female"
        return draft.entity_type == "person" and not referent.plural and draft.gender in {None, gender}
    if kind == "it":
        bare = referent.form != "demonym" or draft.entity_type == "organisation"
        return draft.entity_type in {"organisation", "place", "facility"} and bare and not draft.plural
    if draft.entity_type == "group" or draft.plural:
        return True
    return referent.form == "demonym" and referent.plural


def _plain(words: Words, kind: str, referent: Referent) -> bool:
    entry = collectives().get(words.lower[referent.token])
    person = entry is not None and entry.entity_type == "person"
    if kind == "they":
        return referent.plural
    if referent.plural:
        return False
    return person if kind in {"he", "she"} else not person


def _bound(words: Words, token: int, referent: Referent) -> bool:
    """Whether both are arguments of one verb, so that only a reflexive could go back; participles share the subject."""
    if words.lower[token].endswith(("self", "selves")) or words.dep[token] == "poss":
        return words.head[token] == referent.token
    subject = words.dep[token] in SUBJECTS
    if not referent.subject or (subject and words.lower[token] not in OBJECTIVE):
        return False
    verb = words.head[words.head[token]] if subject else words.head[token]
    for _ in range(3):
        if words.head[referent.token] == verb:
            return True
        if words.dep[verb] not in SHARING:
            return False
        verb = words.head[verb]
    return False


def _around(words: Words, token: int, subject: int) -> bool:
    """Whether a subject is that of the next clause around the pronoun's own."""
    verb = words.head[token]
    for _ in range(CLIMB):
        if words.head[verb] == verb:
            return False
        verb = words.head[verb]
        if words.pos[verb] in {"VERB", "AUX"}:
            return words.head[subject] == verb
    return False


def _weight(words: Words, history: History, token: int, kind: str, referent: Referent) -> float:
    weight = -SENTENCE * (words.sentence[token] - referent.sentence)
    weight += SUBJECT if referent.subject else OBJECT if referent.object else 0.0
    subject = words.dep[token] in SUBJECTS and words.lower[token] not in OBJECTIVE
    weight += PARALLEL if referent.subject and subject else 0.0
    weight += AROUND if referent.subject and subject and _around(words, token, referent.token) else 0.0
    draft: Draft | None = referent.draft
    if draft is not None:
        weight += OFTEN * min(history.counts.get(draft.key, 0), 6)
        weight += GENDER if kind in {"he", "she"} and draft.gender else 0.0
    return weight - 0.001 * (token - referent.token)
