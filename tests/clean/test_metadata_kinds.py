"""Title, authors, publisher, days and terms as pages of many kinds state them."""

import json
from datetime import date

import pytest

from tests.clean.pages import STORY, TITLE, body, metadata, page, paragraphs
from tests.clean.support import cleaned

DAYS = [
    ('<time datetime="2024-03-12T08:10:00+01:00">3 hours ago</time>', date(2024, 3, 12)),
    ('<time pubdate datetime="2024-05-06"></time>', date(2024, 5, 6)),
    ('<span itemprop="datePublished">9 June 2024</span>', date(2024, 6, 9)),
    ('<time datetime="2024-04-08">08/04/2024</time>', date(2024, 4, 8)),
    ('<p class="meta">Updated 12 May 2024, 10:00 - First published on 9 May 2024</p>', date(2024, 5, 9)),
    ("<p>Updated: 12 May 2024</p>", None),
    ('<meta name="pubdate" content="20240519">', date(2024, 5, 19)),
    ('<meta property="article:published_time" content="1710230400">', date(2024, 3, 12)),
    ("<p>PORT EDRA, 14 June 2024</p>", date(2024, 6, 14)),
    ("<p>HALLIN (TNA) - 3 June 2024</p>", date(2024, 6, 3)),
    ("<p>Lindt, Monday, 3 June 2024</p>", date(2024, 6, 3)),
    ('<meta name="date" content="2024-09-01"><p>Published on 10 July 2024</p>', date(2024, 7, 10)),
    ('<div class="comment"><time datetime="2024-05-01">1 May 2024</time></div>', None),
]


@pytest.mark.parametrize(("markup", "day"), DAYS)
def test_day_of_publication(markup, day):
    html = page('<p class="byline">By Nora Feld</p>' + markup + paragraphs(STORY))
    assert metadata(html).published_on == day
    assert body(html) == STORY


def test_the_day_of_a_change_is_kept_apart():
    found = metadata(page("<p>Updated 12 May 2024 - First published on 9 May 2024</p>" + paragraphs(STORY)))
    assert (found.published_on, found.published_reason) == (date(2024, 5, 9), "line:published")
    assert found.modified_on == date(2024, 5, 12)


def test_the_address_tells_the_day_where_the_page_does_not():
    found = metadata(page(paragraphs(STORY)), url="https://courier.example/2024/03/12/flood")
    assert (found.published_on, found.published_reason) == (date(2024, 3, 12), "address")


def test_a_teaser_above_the_article_tells_nothing():
    teaser = (
        '<article><h2>Other story</h2><span itemprop="author">Karl Mott</span>'
        '<time datetime="2024-01-02">2 January 2024</time></article>'
    )
    found = metadata(page(paragraphs(STORY)).replace("<main>", "<main>" + teaser))
    assert (found.published_on, found.byline) == (None, None)


def linked(*objects):
    return "".join(f'<script type="application/ld+json">{json.dumps(own)}</script>' for own in objects)


OTHER = {
    "@type": "NewsArticle",
    "headline": "Storm Greta: what we know",
    "datePublished": "2023-11-02",
    "author": {"name": "Karl Mott"},
}
OWN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-03-12",
    "author": {"@type": "Person", "name": "Nora Feld"},
}
GRAPHS = [
    linked(OTHER, OWN),
    linked([OTHER, OWN]),
    linked({"@graph": [OTHER, OWN]}),
    linked({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}, OWN),
]


@pytest.mark.parametrize("head", GRAPHS)
def test_the_linked_data_of_the_pages_own_article_count(head):
    found = metadata(page(paragraphs(STORY), head=head))
    assert (found.title, found.byline, found.published_on) == (TITLE, "Nora Feld", date(2024, 3, 12))


def test_linked_data_of_another_article_alone_tell_nothing():
    found = metadata(page(paragraphs(STORY), head=linked(OTHER)))
    assert (found.title, found.byline, found.published_on) == (TITLE, None, None)


def test_references_of_linked_data_are_followed():
    graph = [
        {"@type": "Article", "headline": TITLE, "author": [{"@id": "#p"}], "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#p", "name": "Nora Feld"},
        {"@type": "Organization", "@id": "#o", "name": "The Velmar Courier Group"},
    ]
    found = metadata(page(paragraphs(STORY), head=linked({"@graph": graph})))
    assert (found.byline, found.publisher) == ("Nora Feld", "The Velmar Courier Group")


AUTHORS = [
    ('<p><a rel="author">by Nora Feld, Staff Reporter</a></p>', "Nora Feld"),
    ('<div class="author"><span>Nora Feld</span><span>Senior Reporter</span></div>', "Nora Feld"),
    ('<p class="byline">By Nora Feld, Ivo Lang and Karl Mott</p>', "Nora Feld, Ivo Lang, Karl Mott"),
    ("<p>By Nora Feld</p><p>and Ivo Lang</p>", "Nora Feld, Ivo Lang"),
    ("<p>By Nora Feld in Hallin</p>", "Nora Feld"),
    ("<p>By Nora Feld, Velmar Courier</p>", "Nora Feld"),
    ("<p>By TNA</p>", "TNA"),
]


@pytest.mark.parametrize(("markup", "authors"), AUTHORS)
def test_authors(markup, authors):
    html = page(markup + paragraphs(STORY))
    assert metadata(html).byline == authors


TITLES = [
    f'<meta property="og:title" content="{TITLE} | The Velmar Courier">',
    f'<meta property="og:title" content="{TITLE} - The Velmar Courier">',
    '<meta property="og:title" content="The Velmar Courier"><meta name="publisher" content="The Velmar Courier">',
    '<meta property="og:title" content="Flood in Velmar valley kills 14 and...">',
    linked({"@type": "WebSite", "name": "The Velmar Courier", "headline": "News from the valley since 1911"}),
    linked({"@type": "NewsArticle", "headline": TITLE.replace("Flood", "<em>Flood</em>")}),
]


@pytest.mark.parametrize("head", TITLES)
def test_title(head):
    assert metadata(page(paragraphs(STORY), head=head)).title == TITLE


def test_the_title_element_without_the_sites_name_is_the_title_where_no_line_is():
    assert metadata(page(paragraphs(STORY), heading="")).title == TITLE


def test_escapes_are_resolved():
    head = '<meta property="og:site_name" content="Courier &amp;amp; Post">'
    head += '<meta name="author" content="Ren&eacute;e O&amp;#039;Dell">'
    found = metadata(page(paragraphs(STORY), head=head))
    assert (found.publisher, found.byline) == ("Courier & Post", "Renée O'Dell")


TEXT = "\n".join(
    [
        "Velmar Courier",
        "Home",
        "News",
        TITLE,
        "Nora Feld 12 March 2024",
        *STORY,
        "About Nora Feld",
        "© Courier Media Ltd",
    ]
)


def test_plain_text_and_its_address_tell_as_much():
    found = cleaned(TEXT, url="https://www.velmarcourier.example/news/flood-in-velmar-valley-kills-14").metadata
    assert (found.title, found.byline, found.publisher) == (TITLE, "Nora Feld", "Velmar Courier")
    assert (found.published_on, found.published_reason) == (date(2024, 3, 12), "line:name-and-date")


BYLINES = [
    ("By Nora Feld March 12, 2024", "Nora Feld"),
    ("By Nora May on March 12, 2024", "Nora May"),
    ("12 March 2024 • Nora Feld • 3 min read", "Nora Feld"),
    ("Nora Feld 12 March 2024 Floods, Karsk", "Nora Feld"),
    ("Posted on March 12, 2024 by Nora Feld (Hallin) - 5 Comments", "Nora Feld"),
    ("News, Floods | Published: 5 hours ago | Written by: Nora Feld", "Nora Feld"),
    ("Nora Feld and Ivo Lang | Guest Columnists", "Nora Feld, Ivo Lang"),
    ("Nora Feld Founder & Lead Reporter", "Nora Feld"),
    ("Nora Feld, Ivo Lang", "Nora Feld, Ivo Lang"),
    ("Reviewed by: Karl Mott, PhD", None),
    ("Von dpa 12.03.2024, 18:58", "dpa"),
    ("김하늘 기자 haneul@courier.example", "김하늘"),
    ("Volunteers Row in a flooded street.Ivo Lang/TNA", None),
]


@pytest.mark.parametrize(("line", "authors"), BYLINES)
def test_bylines_under_the_title_of_a_plain_text(line, authors):
    assert cleaned("\n".join(["Velmar Courier", "News", TITLE, line, *STORY])).metadata.byline == authors


def test_a_name_with_a_common_word_is_an_author_beside_the_day():
    lines = ["News", TITLE, "Nora Green", "12 March 2024", *STORY, "The green hills around Hallin are under water."]
    assert cleaned("\n".join(lines)).metadata.byline == "Nora Green"


def test_entries_of_a_menu_are_no_authors():
    lines = ["Valley Store", "Home", "News", TITLE, *STORY, "More from the Valley Store", "Valley Store"]
    assert cleaned("\n".join(lines)).metadata.byline is None


ABOUT = [["About the author", "Nora Feld"], ["Nora Feld is a freelance writer in Hallin who covers the valley."]]


@pytest.mark.parametrize("below", ABOUT)
def test_a_biography_below_the_body_names_the_author(below):
    assert cleaned("\n".join([TITLE, *STORY, *below])).metadata.byline == "Nora Feld"


HEADS = [
    [TITLE, "By Nora Feld", "12 March 2024", "Share", "What we know of the flood"],
    ["Posted on March 12, 2024 by Nora Feld - 5 Comments on the flood", TITLE],
    ["Home", TITLE, "Photo: Karl Mott of the Velmar Courier news desk"],
]


@pytest.mark.parametrize("head", HEADS)
def test_the_title_of_a_plain_text_is_not_what_else_stands_above_the_body(head):
    assert cleaned("\n".join([*head, *STORY])).metadata.title == TITLE


@pytest.mark.parametrize(
    "title", ["Will the river Orsa burst its banks again?", "Brekker: «Nine villages cannot be reached by road»"]
)
def test_a_question_that_stands_twice_and_a_quotation_may_be_titles(title):
    lines = ["Home", "News", title, title, "By Nora Feld", "12 March 2024", *STORY]
    assert cleaned("\n".join(lines)).metadata.title == title


NOTICE = "All texts on this site may be reproduced freely with credit to the Velmar Courier."
TERMS = [
    (paragraphs(STORY) + f'<p class="licence">{NOTICE}</p>', "full"),
    (
        paragraphs(STORY)
        + f'<div class="comments"><h3>Comments (1)</h3><div class="comment"><p>{NOTICE}</p></div></div>',
        "excerpt",
    ),
    (
        paragraphs(STORY)
        + f"<h3>1 Comment</h3><div><b>joe</b><span>12 March 2024</span><p>{NOTICE}</p><a>Reply</a></div>",
        "excerpt",
    ),
    (
        paragraphs(
            [
                *STORY[:3],
                "The leaflet said that all texts may be reproduced freely with credit to the union.",
                *STORY[3:],
            ]
        ),
        "excerpt",
    ),
    (
        paragraphs(
            [
                *STORY[:3],
                "The archive is under a Creative Commons Attribution licence, the court noted on Friday.",
                *STORY[3:],
            ]
        ),
        "excerpt",
    ),
]


@pytest.mark.parametrize(("article", "redistribution"), TERMS)
def test_only_the_pages_own_notice_grants_a_licence(article, redistribution):
    assert metadata(page(article)).redistribution == redistribution
