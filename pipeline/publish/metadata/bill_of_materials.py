"""`sbom.cdx.json`: the software that made the release, as a bill of materials (CycloneDX 1.6, https://cyclonedx.org)."""

from typing import Any

from pipeline.publish.metadata.dataset_info import SOFTWARE_NAME, ReleaseContent, encode_json
from pipeline.publish.metadata.locked_packages import LockedPackage, list_packages

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
SOFTWARE_LICENCE = "Apache-2.0"


def render_bill_of_materials(content: ReleaseContent) -> bytes:
    """The bill: newsledger, and each package that it stands on with version and hashes. No hour, no serial number."""
    return encode_json(
        {
            "$schema": SCHEMA,
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application",
                    "bom-ref": f"{SOFTWARE_NAME}@{content.facts.version}",
                    "name": SOFTWARE_NAME,
                    "version": content.facts.version,
                    "licenses": [{"license": {"id": SOFTWARE_LICENCE}}],
                }
            },
            "components": [_build_component(package) for package in list_packages()],
        }
    )


def _build_component(package: LockedPackage) -> dict[str, Any]:
    address = _make_package_url(package)
    marker = {"name": f"{SOFTWARE_NAME}:marker", "value": package.marker}
    return {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        **({"hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes]} if package.hashes else {}),
        "purl": address,
        **({"properties": [marker]} if package.marker else {}),
    }


def _make_package_url(package: LockedPackage) -> str:
    return f"pkg:pypi/{package.name}@{package.version.replace('+', '%2B')}"
