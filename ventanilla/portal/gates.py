"""What a policy wants before an act is done, as the portal applies it."""

from __future__ import annotations

from ventanilla.core.policy import Policy

ATTACH = "attach_file"


def files_allowed(policy: Policy, *, signed_in: bool) -> bool:
    """Whether this visitor may send files (SB-30: only when signed in)."""
    gates = [gate for gate in policy.gates.values() if gate.act == ATTACH]
    return signed_in or not any("login" in gate.needs for gate in gates)


def gate_text(policy: Policy, language: str, *, signed_in: bool) -> list[str]:
    """What to tell a visitor beside the form: the gates that still stand before them."""
    acts = {ATTACH, "open_case"}
    said = []
    for gate in policy.gates.values():
        met = signed_in and set(gate.needs) <= {"login", "login_if_customer"}
        if gate.act in acts and gate.says and not met:
            said.append(gate.says.for_(language))
    return said
