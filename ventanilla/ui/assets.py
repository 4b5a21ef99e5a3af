"""Static files under names with a hash, which may be cached for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Fails loudly, naming the one command to run, when the front end was not built."""

    def stored_name(self, name: str) -> str:
        try:
            return str(super().stored_name(name))
        except ValueError as error:
            raise RuntimeError(f"{name} is not built yet: run `make build`.") from error
