"""What a policy wants before an act is done, as the portal applies it."""

from __future__ import annotations

from typing import Literal

from ventanilla.core.policy import Channel, Gate, Policy

ATTACH = "attach_file"
OPEN = "open_case"
SIGN_IN = frozenset({"login", "login_if_customer"})


def files_allowed(policy: Policy, *, signed_in: bool) -> bool:
    """Whether this visitor may send files (SB-30: only when signed in)."""
    gates = [gate for gate in policy.gates.values() if gate.act == ATTACH]
    return signed_in or not any("login" in gate.needs for gate in gates)


def must_sign_in(policy: Policy, channel: Channel) -> Literal["nobody", "customers", "everybody"]:
    """Who signs in before they write by a form: account holders only (SB-05), or everybody.

    Nobody is looked up: who has an account says so, and a stranger learns of no address.
    """
    needs = {need for gate in _before_asking(policy, channel) for need in gate.needs}
    needs.update(channel.needs)
    if "login" in needs:
        return "everybody"
    return "customers" if "login_if_customer" in needs else "nobody"


def sign_in_text(policy: Policy, channel: Channel, language: str) -> str:
    """The policy's own words for it; empty where it has none."""
    gates = (gate for gate in _before_asking(policy, channel) if SIGN_IN & {*gate.needs})
    return next((gate.says.for_(language) for gate in gates if gate.says), "")


def _before_asking(policy: Policy, channel: Channel) -> list[Gate]:
    gates = [gate for gate in policy.gates.values() if gate.act == OPEN]
    return [gate for gate in gates if not gate.channels or channel.name in gate.channels]


def gate_text(policy: Policy, language: str, *, signed_in: bool) -> list[str]:
    """What to tell a visitor beside the form: the gates that still stand before them.

    Whether to sign in is asked in the form itself.
    """
    said = []
    for gate in policy.gates.values():
        asked = gate.act == OPEN and {*gate.needs} <= SIGN_IN
        met = signed_in and {*gate.needs} <= SIGN_IN
        if gate.act in {ATTACH, OPEN} and gate.says and not met and not asked:
            said.append(gate.says.for_(language))
    return said
