"""Why the file system refused, in words that have a translation: its own are in one language."""

from __future__ import annotations

import errno

from kg.errors import KgError, Message

REASONS = {
    errno.ENOENT: Message("there is no such file or directory"),
    errno.EACCES: Message("its permissions do not allow it"),
    errno.EPERM: Message("its permissions do not allow it"),
    errno.EISDIR: Message("it is a directory"),
    errno.ENOTDIR: Message("part of the path is no directory"),
    errno.EEXIST: Message("it exists already"),
    errno.ENOSPC: Message("no space is left on the disk"),
    errno.EROFS: Message("the disk is for reading only"),
}


def refused(error: OSError) -> KgError:
    """Say which path could not be read or written, and why."""
    reason = REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
    values = {"reason": reason, "path": error.filename or "―"}
    return KgError(Message("{path} cannot be read or written: {reason}.", values))
