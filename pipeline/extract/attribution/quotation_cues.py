"""The cue of one quotation: after it, before it, a colon, or a signature."""

from collections.abc import Mapping, Sequence

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import find_cue
from pipeline.extract.attribution.quotation_context import SENTENCE_ENDS, QuotationContext
from pipeline.extract.attribution.quotation_continuation import MAX_OPENING_WORDS
from pipeline.extract.attribution.quotation_marks import Quotation
from pipeline.extract.attribution.speaker_phrases import find_speaker
from pipeline.language.syntax.dependency_relations import FINITE_TAGS, NOMINAL, get_relation
from pipeline.language.syntax.grammatical_relations import Relation

MAX_CUE_DISTANCE = 40  # words between a quotation and its cue: speakers with long appositions need some thirty
OPEN_ENDS = frozenset({",", "?", "!", "—", "-", "--", "…", "..."})  # how a quotation ends that its speaker follows
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
DASHES = frozenset("-–—―") | {"--"}
# How a finite verb hangs that is not the main verb of its sentence.
BEFORE_QUOTATION = frozenset({Relation.RELATIVE_CLAUSE, Relation.NOUN_CLAUSE, Relation.AUXILIARY})
AFTER_QUOTATION = BEFORE_QUOTATION | {Relation.ADVERBIAL_CLAUSE}
# Prepositions behind which a name is a source: `a statement by Holm: "..."`.
SOURCE_PREPOSITIONS = frozenset({"by", "from", "of"})
NAME_PARTS = frozenset({Relation.COMPOUND, Relation.POSSESSOR})


class QuotationCues:
    """Finds the cues of quotations; `speakers` keeps, by cue, the speakers that the search has found."""

    def __init__(self, context: QuotationContext, attributions: Mapping[int, Attribution]) -> None:
        self.context, self.tree, self.attributions = context, context.tree, attributions
        self.speakers: dict[int, int | None] = {}

    def find_trailing_cue(self, quotation: Quotation) -> int | None:
        """Find the cue after a quotation, in the words up to the sentence's end or the next quotation."""
        tree = self.tree
        run, alone = self._read_run(quotation)
        if run and tree.lower[run[0]] in DASHES and (named := self._find_signature(run[1:])) is not None:
            self.speakers[run[0]] = named
            return run[0]
        last_word = self.context.find_last_word(quotation)
        open_ended = tree.lower[last_word] in OPEN_ENDS or bool(run and tree.lower[run[0]] == ",")
        if not open_ended and not (alone and len(run) <= MAX_OPENING_WORDS):
            return None
        run = run[1:] if run and tree.lower[run[0]] == "," else run
        if not run or tree.lower[run[0]] in RELATIVE_PRONOUNS or tree.tag[run[0]] == "CC":
            return None
        for place, token in enumerate(run):
            if self._is_trailing_cue(quotation, token, run[place + 1 :]):
                self.speakers[token] = self._find_adjacent_speaker(token, run)
                return token
            if tree.tag[token] in FINITE_TAGS and get_relation(tree, token) not in AFTER_QUOTATION:
                return None
        return None

    def _read_run(self, quotation: Quotation) -> tuple[list[int], bool]:
        """The words after a quotation to the end of the sentence, and whether nothing but those follows."""
        run: list[int] = []
        for token in self.context.walk_after(quotation.last):
            ended = self.tree.lower[token] in SENTENCE_ENDS
            if token in self.context.quotation_by_token or ended or len(run) > MAX_CUE_DISTANCE:
                return run, ended
            run.append(token)
        return run, True

    def _is_trailing_cue(self, quotation: Quotation, token: int, rest: Sequence[int]) -> bool:
        cue = find_cue(self.tree, token)
        if cue is None or "quote" not in cue.frames:
            return False
        governed = get_relation(self.tree, token) is Relation.PREPOSITIONAL_OBJECT
        return not governed and not self._has_own_content(quotation, token, rest)

    def _find_signature(self, run: Sequence[int]) -> int | None:
        """The name that signs a quotation after a dash: capitalised words alone, to the end of the paragraph."""
        doc = self.context.parsed.doc
        return run[-1] if 0 < len(run) <= 6 and all(doc[token].text[:1].isupper() for token in run) else None

    def _has_own_content(self, quotation: Quotation, verb: int, rest: Sequence[int]) -> bool:
        """Whether a cue after a quotation has content of its own to the right."""
        tree, inside = self.tree, self.context.quotation_by_token
        known = self.attributions.get(verb)
        at_once = next(self.context.walk_after(quotation.last), verb)
        if at_once == verb and tree.tag[verb] in FINITE_TAGS and rest and tree.pos[rest[0]] == "PROPN":
            return False  # said Ana Silva, whatever the parser makes of her
        if known is not None and known.frame == "clause" and known.content_ranges[-1][0] > verb:
            first = known.content_ranges[-1][0]
            return tree.lower[first - 1] != "," and first not in inside and first + 1 not in inside
        if rest:
            return tree.lower[rest[0]] == "that"
        nearest = next(self.context.walk_after(verb + 1), None)
        return nearest is not None and nearest in inside and not self.context.is_sentence_initial(quotation)

    def _find_adjacent_speaker(self, verb: int, run: Sequence[int]) -> int | None:
        """The speaker of a cue that follows a quotation: its subject, or the noun nearest to it in the run."""
        tree, subject, places, beside = self.tree, find_speaker(self.tree, verb), set(run), verb - 1
        if subject is not None and subject in places:
            named = subject > verb and beside in places and tree.pos[beside] in ("PROPN", "PRON")
            return beside if named else subject
        nouns = [at for at in run if tree.pos[at] in NOMINAL and get_relation(tree, at) not in NAME_PARTS]
        preceding, following = [at for at in nouns if at < verb], [at for at in nouns if at > verb]
        nearest = preceding[-1:] or following[:1]
        return nearest[0] if nearest else subject

    def find_leading_cue(self, quotation: Quotation) -> int | None:
        """Find the cue before a quotation, with nothing but its own words between."""
        tree, crossed = self.tree, False
        for distance, token in enumerate(self.context.walk_before(quotation.first)):
            if distance > MAX_CUE_DISTANCE or self.context.ends_sentence(token):
                return None
            if token in self.context.quotation_by_token:
                continue
            cue = find_cue(tree, token)
            if cue is not None and "quote" in cue.frames and tree.pos[token] == "VERB":
                governs = self._has_content_in(token, quotation)
                return token if governs or (not crossed and self._is_introduced(quotation, token)) else None
            crossed |= tree.tag[token] in FINITE_TAGS and get_relation(tree, token) not in BEFORE_QUOTATION
        return None

    def find_announcement(self, quotation: Quotation) -> int | None:
        """Find the colon after a name, or the main verb of a sentence with a colon, that leads up to a quotation."""
        tree, words = self.tree, self.context.walk_before(quotation.first)
        colon = next(words, None)
        if colon is None or tree.lower[colon] != ":" or not self.context.is_sentence_final(quotation):
            return None
        named = next(words, None)
        if named is not None and tree.pos[named] == "PROPN" and not self._is_addressed(named):
            self.speakers[colon] = named
            return colon
        sentence = self.context.parsed.find_sentence(colon)
        root = next((at for at in range(sentence.first, sentence.last) if tree.head[at] == at), None)
        subject = find_speaker(tree, root) if root is not None else None
        if root is None or subject is None or root in self.context.quotation_by_token:
            return None
        self.speakers[root] = subject
        return root

    def _is_addressed(self, named: int) -> bool:
        """Whether a name before a colon is spoken of or to, and no source: `an attack on Holm: "He has failed."`."""
        preposition = self.tree.head[named]
        if get_relation(self.tree, named) is not Relation.PREPOSITIONAL_OBJECT:
            return False
        according = self.tree.lower[self.tree.head[preposition]] == "according"
        return not according and self.tree.lower[preposition] not in SOURCE_PREPOSITIONS

    def _is_introduced(self, quotation: Quotation, cue: int) -> bool:
        nearest = next(self.context.walk_before(quotation.first), None)
        return nearest is not None and (self.tree.lower[nearest] in {",", ":", "that"} or nearest == cue)

    def _has_content_in(self, verb: int, quotation: Quotation) -> bool:
        known = self.attributions.get(verb)
        return known is not None and any(
            first < quotation.last and quotation.first < last for first, last in known.content_ranges if first > verb
        )
