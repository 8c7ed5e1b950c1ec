"""`{% load accounts_tags %}`: what account pages need beyond the design system."""

from __future__ import annotations

from django import template

from accounts import devices, second_factor

register = template.Library()

register.simple_tag(second_factor.demo_code)
register.filter("device", devices.describe)
