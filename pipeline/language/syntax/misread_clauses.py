"""Repairs of clauses whose verb, subject or object the model took for another part; called by `parse_repairs`."""

from typing import TYPE_CHECKING

from pipeline.language.syntax.syntax_words import get_syntax_words

if TYPE_CHECKING:
    from pipeline.language.syntax.dependency_tree import DependencyTree

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative"})
PASSIVE_HELPER = frozenset({"auxpass"})
BEFORE = frozenset({"det", "amod", "poss", "nummod"})
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its"})
NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
CONTENT = frozenset({"ccomp"})
AMOUNTS = frozenset({"several", "few", "many", "some", "couple", "mere", "long", "short"})
TIME_ADVERBS = frozenset({"later", "earlier", "ago", "before", "after", "afterwards"})
CLAUSE_MARKERS = frozenset({"after", "before", "since", "until"})


def has_child(tree: "DependencyTree", token: int, labels: frozenset[str]) -> bool:
    """Whether a token has a child under one of the labels."""
    return tree.find_child(token, labels) is not None


def find_left_edge(tree: "DependencyTree", token: int) -> int:
    """The first token of what hangs on a token, by the first children alone."""
    first = token
    while tree.children[first] and tree.children[first][0] < first:
        first = tree.children[first][0]
    return first


def is_right_behind(tree: "DependencyTree", verb: int, noun: int) -> bool:
    """Whether a noun phrase begins right behind a verb."""
    return find_left_edge(tree, noun) == verb + 1


def join_reported_state(tree: "DependencyTree", state: int) -> None:
    """`found the sailors who had been reported drowned`: the state hung on the verb of the main clause."""
    report, main = state - 1, tree.head[state]
    if main == report or tree.lemma[report] not in get_syntax_words("reports_of_state"):
        return
    if not has_child(tree, report, PASSIVE_HELPER):
        return
    if any(above == state for above in tree.iterate_ancestors(report)):
        noun = tree.head[report]
        if tree.label[report] != "relcl" or tree.head[noun] != state or main >= noun:
            return
        tree.attach(noun, main, "dobj")
    tree.attach(state, report, "xcomp")


def hang_infinitive_right_behind(tree: "DependencyTree", verb: int) -> None:
    """`Her attempt to escape failed`: the infinitive of a noun read as an auxiliary of the verb behind it."""
    noun = verb - 2
    if tree.label[verb] != "aux" or tree.lemma[noun] not in get_syntax_words("intentions") or tree.head[verb] < verb:
        return
    tree.attach(verb, noun, "acl")
    tree.attach(verb - 1, verb, "aux")


def read_compound_as_subject(tree: "DependencyTree", noun: int) -> None:
    """`after the ferry sank`: the subject read as the first part of a compound whose head is the finite verb."""
    verb = tree.head[noun]
    if noun > verb or has_child(tree, verb, SUBJECTS) or tree.pos[noun] not in NOUNS:
        return
    for child in [child for child in tree.list_children(verb, BEFORE) if child < noun]:
        tree.attach(child, noun, tree.label[child])
    tree.label[noun] = "nsubj"


def read_bare_relative(tree: "DependencyTree", noun: int) -> None:
    """`the men police arrested`: a plural and the subject of its bare relative clause read as one compound."""
    doer, verb = noun + 1, noun + 2
    acts = verb < len(tree) and tree.tag[verb] == "VBN" and tree.label[verb] == "acl" and tree.head[verb] == doer
    if not acts or tree.head[noun] != doer or tree.lemma[doer] not in get_syntax_words("collectives"):
        return
    if any(tree.label[child] == "agent" for child in tree.children[verb]) or tree.head[doer] == doer:
        return
    above, label = tree.head[doer], tree.label[doer]
    for child in [child for child in tree.children[doer] if child < noun]:
        tree.attach(child, noun, tree.label[child])
    tree.attach(noun, above, label)
    tree.attach(verb, noun, "relcl")
    tree.attach(doer, verb, "nsubj")
    tree.tag[verb] = "VBD"


def read_charge_in_court(tree: "DependencyTree", verb: int) -> None:
    """`A man appeared in court charged with theft`: the participle tells of the subject, not of the court."""
    court = tree.head[verb]
    preposition = tree.head[court]
    bare = verb == court + 1 and not any(child < court for child in tree.children[court])
    if bare and tree.label[court] == "pobj" and tree.lower[preposition] in ("in", "before", "at"):
        tree.attach(verb, tree.head[preposition], "advcl")
        tree.tag[verb] = "VBN"


def read_shared_passive(tree: "DependencyTree", verb: int) -> None:
    """`was jailed, fined $900 and ordered to pay`: participles that share their helper, read as past forms."""
    head = tree.head[verb]
    shared = has_child(tree, head, PASSIVE_HELPER) or (tree.label[head] == "conj" and tree.tag[head] == "VBN")
    needing = get_syntax_words("transitive_only") | get_syntax_words("ordering")
    known = tree.lemma[verb] in needing or tree.lemma[verb] + "e" in needing  # `fined` is lemmatized `fin`
    if not shared or not known or has_child(tree, verb, SUBJECTS | PASSIVE_HELPER):
        return
    objects = tree.list_children(verb, OBJECTS)
    if all(tree.entity[one] == "MONEY" for one in objects):
        tree.tag[verb] = "VBN"
        for amount in objects:
            tree.label[amount] = "npadvmod"


def read_adverbial_as_object(tree: "DependencyTree", noun: int) -> None:
    """`While leading the march`: the object right behind a verb read as an adverbial of measure (`joined a march`)."""
    verb = tree.head[noun]
    if has_child(tree, verb, OBJECTS) or tree.entity[noun] in ("DATE", "TIME"):
        return
    if tree.tag[verb] != "VBG" and not _needs_object(tree, verb):
        return
    if is_right_behind(tree, verb, noun) and any(tree.lower[child] in DETERMINERS for child in tree.children[noun]):
        tree.label[noun] = "dobj"


def _needs_object(tree: "DependencyTree", verb: int) -> bool:
    needing = get_syntax_words("transitive_only") | get_syntax_words("object_right_behind")
    return tree.tag[verb] in ("VBD", "VBZ") and tree.lemma[verb] in needing


def return_object_before_time(tree: "DependencyTree", noun: int) -> None:
    """`shelled Aleppo hours later`: the object of a verb read as part of the time behind it."""
    name, verb = noun - 1, noun - 2
    if verb < 0 or tree.lower[tree.head[noun]] not in TIME_ADVERBS or tree.head[name] != noun:
        return
    named = tree.tag[name] == "NNP" or (tree.tag[name] == "JJ" and tree.lower[name] not in AMOUNTS)
    if named and _needs_object(tree, verb) and not has_child(tree, verb, OBJECTS):
        tree.attach(name, verb, "dobj")
        tree.tag[name], tree.pos[name], tree.entity[name] = "NNP", "PROPN", ""


def read_closing_speaker(tree: "DependencyTree", verb: int) -> None:
    """`..., killing two, the Gao Watch, a group based in Oslo, said`: a speaker read as part of the clause before."""
    if tree.lower[verb - 1] != "," or has_child(tree, verb, SUBJECTS) or not has_child(tree, verb, CONTENT):
        return
    first, _ = tree.find_sentence_bounds(verb)
    for described in range(verb - 2, first, -1):
        if tree.label[described] != "appos":
            continue
        name = tree.head[described]
        start, end = find_left_edge(tree, name), find_left_edge(tree, described) - 1
        parted = tree.lower[start - 1] == "," and end == name + 1 and tree.lower[end] == ","
        if parted and start > first and tree.pos[name] == "PROPN" and tree.tag[tree.head[name]] != "NNP":
            tree.attach(name, verb, "nsubj")
        return


def return_object(tree: "DependencyTree", noun: int) -> None:
    """`The mob killed the driver using clubs`: the object of a verb read as the subject of the participle behind it."""
    participle = tree.head[noun]
    verb = tree.head[participle]
    if tree.label[participle] != "advcl" or tree.lower[participle] != "using" or not verb < noun < participle:
        return
    if is_right_behind(tree, verb, noun) and not has_child(tree, verb, OBJECTS):
        tree.attach(noun, verb, "dobj")


def promote_main_verb(tree: "DependencyTree", verb: int) -> None:
    """`Rebels besieging Holt fired rockets`: a participle behind the subject read as the main verb."""
    participle = tree.head[verb]
    thing, subject = tree.find_child(verb, SUBJECTS), tree.find_child(participle, SUBJECTS)
    if tree.label[participle] != "ROOT" or tree.tag[participle] != "VBG" or thing is None or subject is None:
        return
    if has_child(tree, participle, frozenset({"aux", "auxpass", "dobj", "mark"})) or tree.tag[verb] != "VBD":
        return
    if tree.lower[thing] in NOMINATIVE:
        return  # Dorn saying he was ill
    if not subject < participle < thing < verb or not is_right_behind(tree, participle, thing):
        return
    tree.attach(thing, participle, "dobj")
    tree.attach(verb, verb, "ROOT")
    tree.attach(subject, verb, "nsubj")
    tree.attach(participle, subject, "acl")


def read_preposition_as_marker(tree: "DependencyTree", verb: int) -> None:
    """`after backers of the mayor clashed`: the word before a clause read as a preposition before its subject."""
    if tree.tag[verb] not in ("VBD", "VBZ", "VBP") or has_child(tree, verb, SUBJECTS | {"auxpass", "mark"}):
        return
    noun = verb - 1
    while noun > 0 and tree.label[noun] != "pobj" and tree.head[noun] < verb and tree.head[noun] != noun:
        noun = tree.head[noun]
    while tree.label[noun] == "pobj" and tree.lower[tree.head[noun]] == "of" and tree.pos[tree.head[noun] - 1] in NOUNS:
        noun = tree.head[tree.head[noun]]
    marker = tree.head[noun]
    if tree.label[noun] != "pobj" or tree.lower[marker] not in CLAUSE_MARKERS or not marker < noun < verb:
        return
    if any(tree.pos[token] in VERBS | {"PUNCT"} for token in range(marker, verb) if tree.lower[token] != "-"):
        return
    tree.attach(noun, verb, "nsubj")
    tree.attach(marker, verb, "mark")


def promote_past_form(tree: "DependencyTree", verb: int) -> None:
    """`A pilot defected to Tarn`: the past form behind the only noun of a sentence read as its participle."""
    noun = tree.head[verb]
    if tree.tag[verb] != "VBD" or tree.label[noun] != "ROOT" or tree.pos[noun] not in NOUNS or noun > verb:
        return
    if tree.lemma[verb] in get_syntax_words("transitive_only") or has_child(tree, verb, SUBJECTS | {"agent", "mark"}):
        return
    later = [child for child in tree.children[noun] if child > verb]
    tree.attach(verb, verb, "ROOT")
    tree.attach(noun, verb, "nsubj")
    for child in later:
        tree.attach(child, verb, tree.label[child])


def read_infinitive_as_content(tree: "DependencyTree", verb: int) -> None:
    """`There were calls to free the poet`: the infinitive of a noun read as a relative clause."""
    opened = any(tree.tag[child] == "TO" for child in tree.children[verb] if child < verb)
    if opened and not has_child(tree, verb, SUBJECTS) and tree.pos[tree.head[verb]] in NOUNS:
        tree.label[verb] = "acl"


def read_adverbial_as_subject(tree: "DependencyTree", noun: int) -> None:
    """`The army test-fired a rocket`: the subject before a hyphenated verb read as an adverbial of measure."""
    verb = tree.head[noun]
    if tree.tag[verb] not in ("VBD", "VBZ") or noun > verb or has_child(tree, verb, SUBJECTS):
        return
    hyphened = verb > 1 and tree.lower[verb - 1] == "-" and not tree.spaced[verb - 1]
    if hyphened and noun < verb - 2 and tree.entity[noun] not in ("DATE", "TIME"):
        tree.label[noun] = "nsubj"


def read_age_as_noun(tree: "DependencyTree", old: int) -> None:
    """`The 33-year-old was freed`: the end of an age that heads its phrase read as an adjective."""
    heads = tree.label[old] in SUBJECTS | OBJECTS | {"pobj", "poss"}
    if heads and old > 1 and tree.lower[old - 2] in ("year", "month"):
        tree.tag[old], tree.pos[old], tree.entity[old] = "NN", "NOUN", ""


def read_plural_behind_preposition(tree: "DependencyTree", verb: int) -> None:
    """`referred to Tarn reshuffles`: a plural noun behind a preposition and a name read as a finite verb."""
    name = verb - 1
    if name < 1 or tree.label[name] != "pobj" or tree.pos[name] != "PROPN" or tree.head[name] != name - 1:
        return
    if has_child(tree, verb, SUBJECTS | OBJECTS | {"mark", "aux", "ccomp", "xcomp"}):
        return
    preposition = tree.head[name]
    tree.tag[verb], tree.pos[verb] = "NNS", "NOUN"
    tree.attach(verb, preposition, "pobj")
    tree.attach(name, verb, "compound")
