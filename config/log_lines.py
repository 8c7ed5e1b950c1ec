"""What the log says of a refusal: one line. A trace of where we said no is no help, and hides real faults."""

from __future__ import annotations

import logging

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

ANSWERS = (BadRequest, MultiPartParserError, PermissionDenied, SuspiciousOperation)


class WithoutTrace(logging.Filter):
    """Leaves the trace out of lines about what was answered on purpose."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through."""
        if record.exc_info and isinstance(record.exc_info[1], ANSWERS):
            record.exc_info = record.exc_text = None
        return True
