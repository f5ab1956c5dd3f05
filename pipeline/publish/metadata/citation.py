"""`CITATION.cff`: how to cite the release (Citation File Format 1.2.0)."""

import yaml

from pipeline.publish.metadata import dataset_info
from pipeline.publish.metadata.dataset_info import ReleaseContent


def render_citation(content: ReleaseContent) -> bytes:
    """The citation file; it has no date, because the same content is the same release whenever it is made."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and credit the publishers of the articles (README.md).",
        "type": "dataset",
        "title": dataset_info.TITLE,
        "abstract": dataset_info.ABOUT,
        "authors": [{"name": dataset_info.AUTHORS}],
        "version": content.release,
        "license": dataset_info.LICENCE_NAME,
        "keywords": ["news", "events", "figures", "attribution", "provenance"],
    }
    return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=1000).encode()
