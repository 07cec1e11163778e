"""Logs for machines: a line of JSON on standard error for each request, slow query and mistake of ours."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

LOGGER = logging.getLogger("kg.web")


class JsonLines(logging.Formatter):
    """Writes a record as one line; `extra={"fields": …}` gives the members besides time, level and event."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record; the traceback of an exception is a member, not further lines."""
        fields = dict(getattr(record, "fields", {}))
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return _line(datetime.fromtimestamp(record.created, UTC), record.levelno, record.getMessage(), fields)


def start_logging(level: str) -> None:
    """Write the web's records from this level on to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    LOGGER.handlers = [handler]
    LOGGER.setLevel(level.upper())
    LOGGER.propagate = False


def log(level: int, event: str, **fields: object) -> None:
    """Log an event with its members; not as a record, which would cost as much as a kept answer."""
    if LOGGER.isEnabledFor(level):
        sys.stderr.write(_line(datetime.now(UTC), level, event, fields) + "\n")


def _line(time: datetime, level: int, event: str, fields: Mapping[str, object]) -> str:
    line = {
        "time": time.isoformat(timespec="milliseconds"),
        "level": logging.getLevelName(level).lower(),
        "event": event,
        **fields,
    }
    return orjson.dumps(line, default=str).decode()
