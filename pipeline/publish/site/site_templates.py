"""The templates of the site: HTML, everything that is filled in is escaped."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.publish.site import reader_formats

SITE_FOLDER = Path(__file__).parent

# Pages run only scripts and styles of their own folder, and ask nobody for anything.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


def render_page(template: str, *, up: str = "", **context: Any) -> bytes:
    """A page from its template. `up` leads from the page's folder to that of the site, such as `../`."""
    return _create_environment().get_template(template).render(up=up, policy=CONTENT_POLICY, **context).encode()


def encode_script_data(value: Any) -> Markup:
    """JSON that can stand inside a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


@cache
def _create_environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SITE_FOLDER / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        auto_reload=False,  # a template does not change while a site is made; asking for each page takes time
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": reader_formats.format_day,
        "number": reader_formats.format_number,
        "value": reader_formats.format_value,
        "size": reader_formats.format_size,
        "code": reader_formats.format_code,
        "script_data": encode_script_data,
    }
    environment.globals |= {
        "period": reader_formats.format_period,
        "kind": reader_formats.format_kind,
        "count": reader_formats.format_count,
    }
    return environment
