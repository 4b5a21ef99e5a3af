"""Static files under names with a hash, which may be cached for ever."""

from __future__ import annotations

from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Fails loudly, naming the one command to run, when the front end was not built."""

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file; looked up once, as it cannot change while we run."""
        known = self._known.get(name or "")
        if known is None or force:
            known = self._known[name or ""] = str(super().url(name, force))
        return known

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def stored_name(self, name: str) -> str:
        try:
            return str(super().stored_name(name))
        except ValueError as error:
            raise RuntimeError(f"{name} is not built yet: run `make build`.") from error
