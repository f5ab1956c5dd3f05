"""What the markup of pages does to an article: its own paragraphs stay, nothing foreign comes in."""

import pytest

from tests.clean.pages import MENU, STORY, TITLE, body, metadata, page, paragraphs

CAPTION = "A farmer looks for his sheep near Sarnow, where 300 animals drowned."
CAPTIONS = {
    "figcaption": f"<figure><img src=a><figcaption>{CAPTION}</figcaption></figure>",
    "paragraph of the class": f'<img src=a><p class="caption">{CAPTION}</p>',
    "WordPress": f'<div class="wp-caption"><img src=a><p class="wp-caption-text">{CAPTION}</p></div>',
    "division": f'<div class="image"><img src=a></div><div class="image-caption">{CAPTION}</div>',
    "italics under a picture": f"<p><img src=a></p><p><em>{CAPTION}</em></p>",
    "italics beside a picture": f"<p><img src=a><br><em>{CAPTION}</em></p>",
    "small print": f"<div><img src=a><small>{CAPTION}</small></div>",
    "shortcode": f'[caption id="a1" width="300"]<img src=a> {CAPTION}[/caption]',
    "credit at its end": f'<p class="photo"><img src=a>{CAPTION} Photo: Ivo Lang/TNA</p>',
    "table": f'<table><tr><td><img src=a></td></tr><tr><td class="caption">{CAPTION}</td></tr></table>',
}


@pytest.mark.parametrize("name", CAPTIONS)
@pytest.mark.parametrize("place", [0, 2])
def test_captions_are_no_body(name, place):
    assert body(page(paragraphs(STORY[:place]) + CAPTIONS[name] + paragraphs(STORY[place:]))) == STORY


NOTICES = [
    "<h2>We value your privacy</h2><p>We and our 842 partners store and read information on your device, such as"
    " cookies, and process personal data so that we can show you advertising that fits your interests.</p><p>You can"
    " change your choice or withdraw it at any time in the settings.</p><button>Accept all</button>",
    "<p>We use cookies and similar technologies to give you the best experience on our site. By clicking Accept you"
    ' agree to this.</p><a href="#">Accept</a>',
]


@pytest.mark.parametrize("notice", NOTICES, ids=["long", "short"])
@pytest.mark.parametrize("name", ["cookie-banner", "gdpr consent", "modal", "x1", ""])
def test_consent_notices_are_no_body_and_give_no_title(notice, name):
    box = f'<div class="{name}">{notice}</div>'
    for html in (page(paragraphs(STORY), before=box + MENU), page(paragraphs(STORY), after=box)):
        assert body(html) == STORY
        assert metadata(html).title == TITLE
    assert body(page(paragraphs(STORY[:1]), before=box + MENU)) == STORY[:1]


COMMENTS = [
    ("rivermouse", "12 March 2024", "This is the third flood in ten years and still no dam, and nobody listens to us."),
    ("Old Tom", "12 March 2024", "My sister is on one of those roofs. Thank you to the boat people, you are heroes."),
    (
        "valley_girl88",
        "13 March 2024",
        "500 dead would not make them build anything, they only count votes in the city.",
    ),
]


def threads(head, form):
    return head + "".join(form.format(name=name, day=day, text=text) for name, day, text in COMMENTS)


THREADS = {
    "links to reply": threads(
        "<h3>Readers write</h3>", '<div><b>{name}</b> <span>{day}</span><p>{text}</p><a href="#">Reply</a></div>'
    ),
    "no heading": threads("", '<div><span>{name}</span> <span>{day}</span><p>{text}</p><a href="#">Reply</a></div>'),
    "list": threads("<h4>Comments (3)</h4>", "<div><b>{name}</b><br>{day}<p>{text}</p></div>"),
    "speakers": threads(
        "<h3>3 Responses</h3>", "<div><cite>{name}</cite> says:<br><small>{day}</small><p>{text}</p></div>"
    ),
    "how long ago": threads("", "<div><strong>{name}</strong> · 2 hours ago<div>{text}</div></div>"),
    "heading alone": threads("<h3>Comments (3)</h3>", "<div><p><b>{name}</b>: {text}</p></div>"),
}


@pytest.mark.parametrize("name", THREADS)
def test_comments_are_no_body_within_the_article_and_below_it(name):
    assert body(page(paragraphs(STORY) + THREADS[name])) == STORY
    assert body(page(paragraphs(STORY)).replace("</article>", "</article>" + THREADS[name])) == STORY


def test_posts_that_an_article_embeds_are_no_thread_of_comments():
    post = "<p>{text}</p>— Sarnow Watch (@sarnowwatch) March 1{day}, 2024"
    first = post.format(text="Thirty trucks have passed the mill since noon, stay at home please.", day=2)
    second = post.format(text="The water has reached the mill now and nobody is to go near it.", day=3)
    html = page(paragraphs(STORY[:3]) + first + paragraphs(STORY[3:4]) + second + paragraphs(STORY[4:]))
    assert [line for line in STORY if line not in body(html)] == []


def test_an_article_that_goes_through_posts_keeps_them():
    texts = [f"{line.split(',')[0]}, as all of us here in the valley saw." for line in STORY[:5]]
    posts = [f'<blockquote class="twitter-tweet"><p>{text}</p></blockquote>' for text in texts]
    html = page(paragraphs(STORY[:2]) + "".join(posts) + paragraphs(STORY[2:]))
    assert [text for text in texts if text not in body(html)] == []
    few = page(paragraphs(STORY[:2]) + "".join(posts[2:4]) + paragraphs(STORY[2:]))
    assert body(few) == STORY


COPIES = {
    "telephone": f'<div class="desktop">{paragraphs(STORY)}</div><div class="mobile">{paragraphs(STORY)}</div>',
    "teaser": f'<p class="teaser">{STORY[0]}</p><div>{paragraphs(STORY)}</div>',
    "print": f'{paragraphs(STORY)}<div class="print-version">{paragraphs(STORY)}</div>',
    "pull quote": paragraphs(STORY[:4])
    + '<aside class="pullquote"><p>We have nine villages that nobody can reach by road</p><cite>Brekker</cite></aside>'
    + paragraphs(STORY[4:]),
}


@pytest.mark.parametrize("name", COPIES)
def test_each_paragraph_is_body_once(name):
    assert body(page(COPIES[name])) == STORY


HIDDEN = {
    "hidden": page(f'<p>{STORY[0]}</p><div class="more" style="display:none">{paragraphs(STORY[1:])}</div>'),
    "all hidden": page(f'<div id="story" style="visibility:hidden">{paragraphs(STORY)}</div>'),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_an_article_that_the_page_does_not_show_is_read(name):
    assert body(HIDDEN[name]) == STORY


def test_it_is_told_what_carried_the_article():
    from tests.clean.support import cleaned

    reasons = {segment.reason for segment in cleaned(HIDDEN["hidden"], html=True).segments if segment.is_body}
    assert reasons == {"model:prose", "carried:hidden"}


LAYOUT = (
    f"<html><head><title>{TITLE}</title></head><body><table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td>"
    f"<td><font size=5>{TITLE}</font><br><br>{'<br><br>'.join(STORY)}</td></tr></table></body></html>"
)
LINES = {
    "block of a drop cap": page(f'<div class="dropcap">A</div><p>{STORY[0][1:]}</p>' + paragraphs(STORY[1:])),
    "space behind a drop cap": page(f'<p><span class="dropcap">A</span> {STORY[0][1:]}</p>' + paragraphs(STORY[1:])),
    "picture of a drop cap": page(f'<p><img alt="A" src=a.png>{STORY[0][1:]}</p>' + paragraphs(STORY[1:])),
    "custom elements": page("".join(f"<x-par>{line}</x-par>" for line in STORY)),
    "spans set as blocks": page("".join(f'<span style="display:block">{line}</span>' for line in STORY)),
    "style sheet": page(
        "".join(f'<span class="para">{line}</span>' for line in STORY), head="<style>.para{display:block}</style>"
    ),
    "buttons": page(f"<p>{STORY[0]}<button>Listen</button><button>Share</button></p>" + paragraphs(STORY[1:])),
    "hidden note": page(
        paragraphs([STORY[0].replace("Orsa", 'Orsa<span class="sr-only">, opens new tab</span>'), *STORY[1:]])
    ),
    "footnotes": page(paragraphs([STORY[0].replace("14 people", "14<sup>1</sup> people"), *STORY[1:]])),
    "linked footnotes": page(paragraphs([STORY[0].replace("37", '37<a href="#n2">[2]</a>'), *STORY[1:]])),
    "zero width": page(
        paragraphs([line.replace("600", "6\u200b00").replace("soldiers", "sol\u00addiers") for line in STORY])
    ),
    "layout table": LAYOUT,
    "embedded post": page(
        paragraphs(STORY[:2])
        + '<blockquote class="twitter-tweet"><p>Stay at home, we saw 30 trucks pass.</p>A post by Sarnow</blockquote>'
        + paragraphs(STORY[2:])
    ),
    "figures in a table": page(
        paragraphs(STORY[:3])
        + "<table><tr><th>Town</th><th>Killed</th><th>Hurt</th></tr><tr><td>Benat</td><td>14</td><td>32</td></tr>"
        "<tr><td>Orlo</td><td>6</td><td>11</td></tr></table>" + paragraphs(STORY[3:])
    ),
    "hidden by the style sheet": page(
        paragraphs(STORY[:3])
        + '<p class="internal">Desk: do not run this before noon, numbers not confirmed yet.</p>'
        + paragraphs(STORY[3:]),
        head="<style>.internal{display:none}</style>",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_the_lines_of_the_article_are_its_paragraphs(name):
    assert body(LINES[name]) == STORY


def test_a_quotation_that_is_set_off_is_body():
    quote = "The dam was built in 1961 and has never been inspected, the report says."
    html = page(paragraphs(STORY[:2]) + f"<blockquote><p>{quote}</p></blockquote>" + paragraphs(STORY[2:]))
    assert quote in body(html)


def test_powers_are_kept():
    assert any(
        "40 km² of" in line
        for line in body(
            page(paragraphs([*STORY, "The flood covered 40 km<sup>2</sup> of farmland, a ministry map shows."]))
        )
    )
