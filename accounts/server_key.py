"""Sealing with the server's own key, so that a copy of the database alone shows none of what is sealed."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def cipher_for(purpose: bytes) -> MultiFernet:
    """Return what seals for one purpose, with a key that follows from SECRET_KEY; what former keys of
    SECRET_KEY_FALLBACKS sealed, it opens.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(force_bytes(key), purpose)) for key in keys])


@lru_cache
def _derived(key: bytes, purpose: bytes) -> bytes:
    return urlsafe_b64encode(HKDF(SHA256(), 32, None, purpose).derive(key))
