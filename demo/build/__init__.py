"""Builds Marenholt out of the demo's data by calling the services that residents and staff call."""

from __future__ import annotations

from demo.build.everything import build_city

__all__ = ["build_city"]
