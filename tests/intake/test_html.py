"""HTML to text: one block a line, margins as blank lines, nothing of what a page hides."""

import pytest

from pipeline.intake.html_rendering import render_html

EXAMPLES = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("<div>a</div><div>b</div>", "a\nb"),
    ("<div>Ports <b>reopened</b>\n   <i>today</i>.</div>", "Ports reopened today."),
    ("first<br>second", "first\nsecond"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>end", "a\nb\nc\n\nend"),
    ("<table><tr><td>Won</td><td>12</td></tr><tr><td>Lost</td><td>3</td></tr></table>", "Won\t12\nLost\t3"),
    ("<pre>two\n  lines</pre>", "two\nlines"),
    ("<head><title>no</title></head><script>no()</script><style>no{}</style><p>yes", "yes"),
    ("<p hidden>no</p><p style='color:red; DISPLAY : none'>no</p><p>yes", "yes"),
    ("a<noscript>no</noscript>b<!-- no -->c", "abc"),
    ("<p>caf&eacute; &#x1F600;</p>", "café 😀"),
    ("", ""),
    ("   ", ""),
    ("no markup at all", "no markup at all"),
]


@pytest.mark.parametrize(("html", "text"), EXAMPLES)
def test_text(html, text):
    assert render_html(html)[0] == text


def test_each_block_is_a_line_of_the_text():
    text, blocks = render_html("<h1>A title</h1><div><p>Some <a href='#'>linked words</a> here</p>x<p>y</div>")
    assert [block.span.slice_text(text) for block in blocks] == [line for line in text.split("\n") if line]


def test_blocks_tell_what_the_markup_says():
    text, blocks = render_html('<main id="storyBody"><p class="lead-in">Go to <a href="/x">the list</a></p></main>')
    (block,) = blocks
    assert block.tag == "p"
    assert block.tag_path == ("html", "body", "main", "p")
    assert {"story", "body", "lead", "in"} <= set(block.hints)
    assert (block.link_chars, block.text_chars) == (len("the list"), len(text))


HOSTILE = {
    "deep": "<div>" * 200_000 + "deep</div><p>after",
    "deep inline": "<b>" * 200_000 + "deep",
    "one line": "<p>" + "word " * 2_000_000,
    "many lines": "<p>x</p>" * 100_000,
    "unclosed tags": "<a" * 300_000,
    "unclosed comments": "<!--" * 100_000,
    "angle brackets": "<" * 500_000,
    "controls": "<p>a\x00b\ud800c</p>",
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">x</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read(name):
    text, blocks = render_html(HOSTILE[name])
    assert all(block.span.slice_text(text) for block in blocks)


def test_what_is_nested_beyond_the_parser_is_still_read():
    text, _ = render_html(HOSTILE["deep"])
    assert text.split() == ["deep", "after"]
