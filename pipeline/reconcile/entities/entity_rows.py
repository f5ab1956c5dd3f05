"""Rows of `entities`: what the documents say of one actor or place, taken together."""

from collections import Counter
from typing import Any

from pipeline.reconcile.entities.actor_profiles import ActorProfile
from pipeline.reconcile.folded_names import fold_name

MAX_LINK_CANDIDATES = 5


def choose_canonical_name(members: list[ActorProfile]) -> str:
    """The name that most documents use (of persons: of two words or more); ties: the longer, then by alphabet."""
    used: Counter[str] = Counter()
    for profile in members:
        used[profile.name] += profile.document_count
    full = {name: count for name, count in used.items() if members[0].kind != "person" or len(fold_name(name)) > 1}
    return min(full or used, key=lambda name: (-used[name], -len(name), name))


def build_entity_row(own: str, members: list[ActorProfile]) -> dict[str, Any]:
    """The row of `entities` for one group, without its counts."""
    name = choose_canonical_name(members)
    types: Counter[str] = Counter()
    for profile in members:
        types[profile.entity_type] += profile.document_count
    placed = min((p for p in members if p.place["latitude"] is not None), key=lambda p: p.local_ids, default=members[0])
    scores = [profile.link_score for profile in members if profile.link_score is not None]
    others = {profile.name for profile in members} | {alias for profile in members for alias in profile.aliases}
    return {
        "entity_id": own,
        "name": name,
        "entity_type": min(types, key=lambda kind: (-types[kind], kind)),
        "country": next((p.facts.country for p in members if p.facts.country), None),
        "wikidata_id": next((p.facts.wikidata for p in members if p.facts.wikidata), None),
        "geonames_id": next((p.facts.geonames for p in members if p.facts.geonames), None),
        **placed.place,
        "aliases": sorted(others - {name}),
        "link_score": min(scores, default=None),
        "link_candidates": _merge_candidates(members),
    }


def _merge_candidates(members: list[ActorProfile]) -> list[str]:
    """What else the name may mean in any document, likeliest first, without the item itself."""
    own = {f"geonames:{profile.facts.geonames}" for profile in members}
    best: dict[str, float] = {}
    for candidate in (each for profile in members for each in profile.link_candidates):
        item, _, score = candidate.rpartition(" ")
        if item not in own:
            best[item] = max(best.get(item, 0.0), float(score))
    ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))
    return [f"{item} {score:.2f}" for item, score in ranked[:MAX_LINK_CANDIDATES]]
