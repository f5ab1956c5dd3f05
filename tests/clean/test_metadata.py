"""What the markup of a page says of it."""

import pytest

from pipeline.clean.metadata.markup_metadata import extract_markup_metadata
from tests.clean.support import cleaned
from tests.clean.test_page import HEADLINE, PROSE

EXAMPLES = [
    ('<meta property="article:published_time" content="2023-03-14T08:00:00Z">', "published_on", "2023-03-14T08:00:00Z"),
    ('<time itemprop="datePublished" datetime="2023-03-14">Tuesday</time>', "published_on", "2023-03-14"),
    ('<meta name="author" content="Ida Holm">', "byline", "Ida Holm"),
    ('<meta name="author" content="https://example.org/ida">', "byline", None),
    ('<meta property="og:site_name" content="Velsund Post">', "publisher", "Velsund Post"),
    ('<link rel="canonical" href="https://example.org/harbour">', "url", "https://example.org/harbour"),
    (
        '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a>',
        "licence",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    ('<html lang="de-AT">', "language", "de-AT"),
    (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "A storm",'
        ' "author": [{"name": "Ida Holm"}, {"name": "Per Lund"}]}]}</script>',
        "byline",
        "Ida Holm, Per Lund",
    ),
    ('<script type="application/ld+json">{"@type": "Person", "name": "Nobody"}</script>', "byline", None),
    ('<script type="application/ld+json">{broken</script><meta name="author" content="Ida">', "byline", "Ida"),
    ('<script type="application/ld+json">' + "[" * 200_000 + "</script>", "title", None),
    ("", "title", None),
]


@pytest.mark.parametrize(("html", "field", "value"), EXAMPLES)
def test_field(html, field, value):
    claims = extract_markup_metadata(html).get(field)
    assert (claims[0].value if claims else None) == value


ARTICLE = f"""<html lang="en"><head><title>{HEADLINE} | Velsund Post</title>
<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="Velsund Post">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2023-03-14T06:00:00+01:00",
"author": {{"name": "Ida Holm"}}, "license": "https://creativecommons.org/licenses/by/4.0/"}}</script></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/sea">Sea</a></ul></nav>
<article><h1>{HEADLINE}</h1><figure><img src="x"><figcaption>A pilot boat in the harbour</figcaption></figure>
{"".join(f"<p>{line}</p>" for line in PROSE[:2])}<h2>A long night</h2>{"".join(f"<p>{line}</p>" for line in PROSE[2:])}
</article><div class="related-posts"><a href="/1">Ferry line closes for good</a></div></body></html>"""


def test_the_metadata_of_a_page_become_its_imprint():
    found = cleaned(ARTICLE, html=True).metadata
    assert (found.title, found.byline, found.publisher) == (HEADLINE, "Ida Holm", "Velsund Post")
    assert (str(found.published_on), found.redistribution, found.language) == ("2023-03-14", "full", "en")


def test_the_markup_of_a_page_helps_to_label_it():
    labels = [segment.label for segment in cleaned(ARTICLE, html=True).segments if segment.label != "blank"]
    assert labels[2:] == ["title", "caption", "body", "body", "subheading", "body", "body", "related"]
