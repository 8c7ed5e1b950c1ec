"""Typed functions that build test states by calling services, so that impossible states cannot arise."""

from __future__ import annotations

from tests.factories.city import make_wagtail_root

__all__ = ["make_wagtail_root"]
