"""Parts of made-up pages: an article of a paper called The Velmar Courier, its menu and its foot."""

from pipeline.intake.html_rendering import render_html
from tests.clean.support import cleaned

TITLE = "Flood in Velmar valley kills 14 and cuts off nine villages"
STORY = [
    "At least 14 people were killed and 37 injured when the river Orsa burst its banks in the Velmar valley on Tuesday"
    " night, the civil protection service said.",
    "Rescue teams in boats pulled 212 residents from the roofs of their homes before dawn, the service's spokesman"
    " Tomas Brekker told reporters in the town of Hallin.",
    '"We have nine villages that nobody can reach by road," Brekker said. "The bridge at Sarnow is gone and two'
    ' helicopters are all we have."',
    "The government released 4.5 million euros for emergency shelters and sent 600 soldiers to the area on Wednesday"
    " morning.",
    "Farmers in the lower valley said they had lost about 3,000 sheep and most of this year's hay. The regional council"
    " has asked for help from the neighbouring province of Karsk.",
    "Forecasters expect the rain to ease by Friday, but they warned that a second crest could reach the city of Port"
    " Edra over the weekend.",
]
MENU = """<header class="site-header"><a class="logo" href="/">The Velmar Courier</a><nav class="main-nav"><ul>
<li><a href="/n">News</a></li><li><a href="/p">Politics</a></li></ul></nav></header>"""
FOOT = """<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/1">Mayor of Hallin opens new library</a></li>
<li><a href="/2">Bakers warn of higher bread prices</a></li></ul></aside><footer class="site-footer"><ul>
<li><a href="/about">About us</a></li></ul><p>© 2024 The Velmar Courier. All rights reserved.</p></footer>"""


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def page(article, *, head="", before=MENU, heading=f"<h1>{TITLE}</h1>", after=""):
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - The Velmar Courier</title>{head}'
        f'</head><body>{before}<main><article class="article">{heading}{article}</article></main>{FOOT}{after}'
        "</body></html>"
    )


def body(html):
    text, _ = render_html(html)
    return [segment.span.slice_text(text) for segment in cleaned(html, html=True).segments if segment.is_body]


def metadata(html, **supplied):
    return cleaned(html, html=True, **supplied).metadata
