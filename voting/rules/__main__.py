"""`python -m voting.rules`."""

from __future__ import annotations

from voting.rules.cli import main

raise SystemExit(main())
