"""`CITATION.cff`: how to cite the release (Citation File Format 1.2.0)."""

import yaml

from pipeline.publish.metadata.dataset_info import ReleaseContent


def render_citation(content: ReleaseContent) -> bytes:
    """The citation file; it has no date, because the same content is the same release whenever it is made."""
    dataset = content.facts.dataset
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and credit the publishers of the articles (README.md).",
        "type": "dataset",
        "title": dataset.title,
        "abstract": dataset.description,
        "authors": [{"name": name} for name in dataset.authors] or [{"name": dataset.author_names}],
        "version": f"{dataset.version} ({content.release})" if dataset.version else content.release,
        **({"license": dataset.licence} if dataset.licence else {}),
        **({"url": dataset.homepage} if dataset.homepage else {}),
        "keywords": ["news", "events", "figures", "attribution", "provenance"],
    }
    return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=1000).encode()
