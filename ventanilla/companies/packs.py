"""The files of the law packs that policies name. It needs no Django."""

from __future__ import annotations

from pathlib import Path

from ventanilla.core.policy import Policy, missing_pack, packs_of, with_packs

PROJECT = Path(__file__).resolve().parents[2] / "laws"


def pack_texts(policy: Policy, folder: Path, source: str) -> dict[str, str]:
    """The texts of the packs that a policy names, by slug.

    Raises:
        PolicyErrors: for a pack of which ``folder`` has no file.
    """
    found = {}
    for number, name in enumerate(policy.packs):
        slug = name.partition("@")[0]
        path = folder / f"{slug}.toml"
        if not path.is_file():
            slugs = (other.stem for other in folder.glob("*.toml"))
            raise missing_pack(policy, number, slugs, source)
        found[slug] = path.read_text(encoding="utf-8")
    return found


def under_law(policy: Policy, texts: dict[str, str], source: str) -> Policy:
    """The policy with the promises of the packs whose texts are given.

    Raises:
        PolicyErrors: a pack that cannot be used, or not by this company.
    """
    return with_packs(policy, packs_of(policy, texts, source))
