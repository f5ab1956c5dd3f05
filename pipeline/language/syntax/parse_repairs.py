"""Mend trees where `en_core_web_sm` is known to err, by the sentence's shape. Each repair names its kind of error."""

from typing import TYPE_CHECKING

from pipeline.language.syntax.datelines import set_dateline_apart
from pipeline.language.syntax.misread_clauses import (
    NOUNS,
    OBJECTS,
    SUBJECTS,
    find_left_edge,
    hang_infinitive_right_behind,
    has_child,
    is_right_behind,
    join_reported_state,
    promote_main_verb,
    promote_past_form,
    read_adverbial_as_object,
    read_adverbial_as_subject,
    read_age_as_noun,
    read_bare_relative,
    read_charge_in_court,
    read_closing_speaker,
    read_compound_as_subject,
    read_infinitive_as_content,
    read_plural_behind_preposition,
    read_preposition_as_marker,
    read_shared_passive,
    return_object,
    return_object_before_time,
)
from pipeline.language.syntax.syntax_words import get_syntax_words

if TYPE_CHECKING:
    from pipeline.language.syntax.dependency_tree import DependencyTree

# Where the accused appear, without an article.
COURTS = frozenset({"court", "magistrates", "judges"})
QUOTES = frozenset({'"', "”", "''", "’", "'"})


def repair_parse(tree: "DependencyTree") -> None:
    """Mend a tree in place; each repair looks only at tokens of its own shape."""
    for token in range(len(tree)):
        if tree.starts[token]:
            set_dateline_apart(tree, token)
        if tree.tag[token] == "VBN" and token and tree.tag[token - 1] == "VBN":
            join_reported_state(tree, token)
        if tree.tag[token] == "VB" and token > 1 and tree.tag[token - 1] == "TO":
            hang_infinitive_right_behind(tree, token)
        if tree.lower[token] == "old" and tree.tag[token] == "JJ":
            read_age_as_noun(tree, token)
        match tree.label[token]:
            case "compound" if tree.tag[tree.head[token]] in ("VBD", "VBZ"):
                read_compound_as_subject(tree, token)
            case "compound" if tree.tag[token] == "NNS":
                read_bare_relative(tree, token)
            case "npadvmod":
                read_adverbial_as_object(tree, token)
                read_adverbial_as_subject(tree, token)
                return_object_before_time(tree, token)
            case "advcl" if tree.tag[token] == "VBZ" and tree.label[token - 1] == "pobj":
                read_plural_behind_preposition(tree, token)
            case "relcl":
                read_infinitive_as_content(tree, token)
            case "conj" if tree.tag[token] in ("VBD", "VBN"):
                read_shared_passive(tree, token)
            case "acl" if tree.tag[token] == "VBD" and tree.label[tree.head[token]] == "ROOT":
                promote_past_form(tree, token)
            case "amod" if tree.tag[token] in ("VBN", "VBD"):
                _promote_verb(tree, token)
            case "nsubj" | "nsubjpass":
                _split_clauses(tree, token)
                return_object(tree, token)
                _join_between(tree, token)
            case "dobj" if tree.tag[token] == "WDT" and tree.label[tree.head[token]] == "ccomp":
                tree.label[token], tree.tag[token] = "mark", "IN"  # had told a paper that a bus had crashed
            case "dobj":
                _turn_inverted_speaker(tree, token)
            case "ccomp":
                _turn_participle_before_verb(tree, token)
                promote_main_verb(tree, token)
            case "advcl":
                read_preposition_as_marker(tree, token)
                _hang_infinitive_on_noun(tree, token)
            case "ROOT" if tree.tag[token] in ("NN", "NNP", "VBP"):
                _read_question(tree, token)
                _unfold_relative(tree, token)
            case "ROOT" if tree.lemma[token] in get_syntax_words("closing_cues"):
                read_closing_speaker(tree, token)
            case "acl" if tree.tag[token] in ("VBN", "VBD") and tree.lower[tree.head[token]] in COURTS:
                read_charge_in_court(tree, token)
            case "acl" | "ROOT":
                _unfold_relative(tree, token)


def _promote_verb(tree: "DependencyTree", verb: int) -> None:
    """`The regent held talks`: a finite verb read as a participle before its object, in a sentence without a verb."""
    noun = tree.head[verb]
    subject = verb - 1
    if noun <= verb or tree.label[noun] != "ROOT" or subject < 0 or tree.pos[subject] not in NOUNS:
        return
    if tree.head[subject] not in (verb, noun) or tree.starts[verb]:
        return
    first, last = tree.find_sentence_bounds(verb)
    if any(tree.pos[token] == "AUX" or tree.tag[token] in ("VBD", "VBZ", "VBP") for token in range(first, last)):
        return
    before = [child for child in tree.children[noun] if child < verb and child != subject]
    tree.attach(verb, verb, "ROOT")
    tree.pos[verb], tree.tag[verb] = "VERB", "VBD"
    tree.attach(noun, verb, "dobj")
    tree.attach(subject, verb, "nsubj")
    for child in before:
        determines = tree.label[child] in ("det", "amod", "compound", "poss", "nummod")
        tree.attach(child, subject if determines else verb, tree.label[child])


def _split_clauses(tree: "DependencyTree", noun: int) -> None:
    """`The army shelled Pell and its allies bombed Orrin`: the first object read as one subject with the second."""
    later = tree.head[noun]
    joined = next((child for child in tree.children[noun] if tree.label[child] == "conj"), None)
    if joined is None or tree.label[later] not in ("ccomp", "conj") or not noun < joined < later:
        return
    verb = tree.head[later]
    if tree.pos[verb] != "VERB" or verb > noun or has_child(tree, verb, OBJECTS) or not has_child(tree, verb, SUBJECTS):
        return
    if tree.lemma[verb] not in get_syntax_words("transitive_only") | {"shell"} or not is_right_behind(tree, verb, noun):
        return
    joint = next((child for child in tree.children[noun] if tree.label[child] == "cc"), None)
    tree.attach(joined, later, tree.label[noun])
    tree.attach(noun, verb, "dobj")
    tree.attach(later, verb, "conj")
    if joint is not None:
        tree.attach(joint, verb, "cc")


def _join_between(tree: "DependencyTree", noun: int) -> None:
    """`A truce between the regent and the rebels was signed`: the second side read as the subject of the verb."""
    start = find_left_edge(tree, noun)
    if start < 3 or tree.lower[start - 1] != "and":
        return
    side = next(
        (above for above in (start - 2, *tree.iterate_ancestors(start - 2)) if tree.label[above] == "pobj"), None
    )
    if side is None or tree.lower[tree.head[side]] != "between" or has_child(tree, side, frozenset({"conj"})):
        return
    if any(above == noun for above in tree.iterate_ancestors(side)):
        return
    tree.attach(noun, side, "conj")


def _turn_inverted_speaker(tree: "DependencyTree", noun: int) -> None:
    """`"The road is closed," announced the prefect`: a speaker behind the verb read as its object."""
    verb = tree.head[noun]
    said = tree.find_child(verb, frozenset({"ccomp"}))
    if (
        said is None
        or said > verb
        or noun < verb
        or has_child(tree, verb, SUBJECTS)
        or tree.tag[verb] not in ("VBD", "VBZ")
    ):
        return
    if verb > 0 and tree.lower[verb - 1] in QUOTES | {","}:
        tree.label[noun] = "nsubj"


def _hang_infinitive_on_noun(tree: "DependencyTree", verb: int) -> None:
    """`foiled a plot to kill`: the infinitive of a noun of intention read as the purpose of the verb above."""
    above = tree.head[verb]
    start = next((child for child in tree.children[verb] if tree.tag[child] == "TO"), None)
    if start is None or start < 1 or tree.pos[start - 1] != "NOUN" or above > verb:
        return
    noun = start - 1
    if tree.label[noun] == "dobj" and tree.head[noun] == above and tree.lemma[noun] in get_syntax_words("intentions"):
        tree.attach(verb, noun, "acl")


def _turn_participle_before_verb(tree: "DependencyTree", verb: int) -> None:
    """`The government, urged by friends, said nothing`: a participle between commas read as a clause that is said."""
    main = tree.head[verb]
    subject = tree.find_child(verb, SUBJECTS)
    if (
        subject is None
        or not subject < verb < main
        or tree.tag[verb] not in ("VBD", "VBN")
        or has_child(tree, main, SUBJECTS)
    ):
        return
    parted = tree.lower[verb - 1] == "," and subject == verb - 2 and tree.lower[main - 1] == ","
    if not parted or has_child(tree, verb, frozenset({"aux", "auxpass", "dobj"})):
        return
    tree.attach(subject, main, "nsubj")
    tree.attach(verb, subject, "acl")
    tree.tag[verb] = "VBN"


def _read_question(tree: "DependencyTree", token: int) -> None:
    """`Will the minister resign?`: the verb of a question read as a noun."""
    helper = next(
        (child for child in tree.children[token] if tree.label[child] == "aux" and tree.tag[child] == "MD"), None
    )
    if helper is not None and tree.pos[token] in NOUNS and has_child(tree, token, SUBJECTS):
        tree.tag[token], tree.pos[token] = "VB", "VERB"


def _unfold_relative(tree: "DependencyTree", noun: int) -> None:
    """`The bridge that the insurgents bombed was rebuilt`: main clause and relative clause read the wrong way round."""
    if tree.label[noun] != "ROOT" or tree.pos[noun] not in NOUNS:
        return
    main = next((child for child in tree.children[noun] if tree.label[child] == "relcl"), None)
    that = noun + 1
    if main is None or that >= len(tree) or tree.lower[that] not in ("that", "which", "who", "whom"):
        return
    inner = next(
        (token for token in range(that + 1, main) if tree.label[token] == "acl" and tree.tag[token] in ("VBD", "VBN")),
        None,
    )
    if inner is None or tree.head[inner] == noun or tree.head[inner] >= inner:
        return
    doer = tree.head[inner]
    tree.attach(inner, noun, "relcl")
    tree.attach(doer, inner, "nsubj")
    tree.attach(that, inner, "dobj")
    for child in [child for child in tree.children[noun] if child < noun and tree.label[child] == "nsubjpass"]:
        tree.label[child] = "dep"
    tree.attach(main, main, "ROOT")
    passive = has_child(tree, main, frozenset({"auxpass"}))
    tree.attach(noun, main, "nsubjpass" if passive else "nsubj")
