"""`CITATION.cff`: how to cite the release (Citation File Format 1.2.0)."""

import yaml

from pipeline.publish import metadata as common
from pipeline.publish.metadata import Content


def render(content: Content) -> bytes:
    """The citation file; it has no date, because the same content is the same release whenever it is made."""
    told = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and credit the publishers of the articles (README.md).",
        "type": "dataset",
        "title": common.TITLE,
        "abstract": common.ABOUT,
        "authors": [{"name": common.AUTHORS}],
        "version": content.release,
        "license": common.LICENCE_NAME,
        "keywords": ["news", "events", "figures", "attribution", "provenance"],
    }
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=1000).encode()
