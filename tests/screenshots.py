"""Pictures of every page of the demo: `python -m tests.screenshots FOLDER [NAME ...]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")


def main(folder: Path, names: list[str]) -> None:
    """Take all pictures, or those named, in two widths and both colour schemes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests.chromium import chromium
    from tests.city.browser import options, settle, sign_in
    from tests.city.demo_city import fresh_city
    from tests.city.pages import SIGHTS

    folder.mkdir(parents=True, exist_ok=True)
    chosen = [sight for sight in SIGHTS if not names or sight.name in names]
    with fresh_city() as address, chromium() as browser:
        for who in dict.fromkeys(sight.who for sight in chosen):
            signed_in = browser.new_context(**options(SIZES["1280"], "light"))
            if who:
                sign_in(signed_in, address, who)
            state = signed_in.storage_state()
            for width, size in SIZES.items():
                for scheme in SCHEMES:
                    context = browser.new_context(**options(size, scheme, storage_state=state))
                    page = context.new_page()
                    for sight in (one for one in chosen if one.who == who):
                        page.goto(address + sight.path)
                        settle(page)
                        page.screenshot(path=folder / f"{sight.name}-{width}-{scheme}.png", full_page=True)
                        sys.stdout.write(f"{sight.name} {width} {scheme}\n")
                    context.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Usage: python -m tests.screenshots FOLDER [NAME ...]")
    main(Path(sys.argv[1]), sys.argv[2:])
