#!/usr/bin/env python
"""Entry to every command; `demo` is the one a newcomer runs."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Plaza is not installed here. Run: python -m pip install -r requirements/run.txt")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Plaza cannot start: {error}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # the first start takes a while before any command could say so itself
        sys.stderr.write("Stopped.\n")
        sys.exit(130)
