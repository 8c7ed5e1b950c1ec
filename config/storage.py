"""Static files with hashed names, in our own scripts that import each other, too."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "js/*.js"


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names every file by its content and writes those names into our ES modules that import them.

    Packages from elsewhere are left as they are: some of theirs import files that they do not ship.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        OURS,
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
