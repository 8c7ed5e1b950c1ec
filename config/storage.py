"""Static files with hashed names, in our own scripts that import each other, too."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "js/*.js"


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names every file by its content and writes those names into our ES modules that import them.

    Packages from elsewhere are left as they are: some of theirs import files that they do not ship.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one for each step in the longest chain of modules that import each other
    _js_module_import_aggregation_patterns = (
        OURS,
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[tuple[str | None, str], str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address of a file; kept, because every page asks for ten that never change."""
        hashed = None if force or settings.DEBUG else self.hashed_files.get(name)
        if hashed is None:
            return str(super().url(name, force))
        key = self.base_url, hashed
        if key not in self._addresses:
            self._addresses[key] = str(super().url(name, force))
        return self._addresses[key]
