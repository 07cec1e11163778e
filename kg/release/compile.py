"""Registers and documents → pieces, one for each agreement, and the graphs that all share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from signal import Signals

from kg.document.register import Source
from kg.errors import InputError, Message, Problem, ReleaseError
from kg.namespaces import SH
from kg.release.compilation import Compilation
from kg.release.crew import LostError, Progress, unseen, work
from kg.release.ground import Ground
from kg.release.kept import Cache, Keys
from kg.release.making import make
from kg.release.piece import Entry, open_entry
from kg.release.sealing import BROKEN
from kg.release.shared import check_shared, describe_shared
from kg.validation import Report, Result


def compile_graphs(ground: Ground, cache: Cache, jobs: int = 1, progress: Progress = unseen) -> Compilation:
    """Make a piece of each agreement, or take the one that is kept; InputError lists the problems of all."""
    keys = Keys(ground)
    wanted = {agreement: keys.of(sources) for agreement, sources in ground.agreements.items()}
    found = {agreement: _kept(ground, cache, key) for agreement, key in wanted.items()}
    missing = [agreement for agreement, entry in found.items() if entry is None]
    _make_all(ground, cache, {agreement: wanted[agreement] for agreement in missing}, jobs, progress)
    entries = tuple(
        found[agreement] or open_entry(cache.path(key), ground, key) for agreement, key in wanted.items()
    )
    shared = tuple(describe_shared(ground, [entry.piece for entry in entries]))
    told = [*(each for entry in entries for each in entry.piece.told), *check_shared(ground, shared)]
    results = {each.result for each in told}
    conforms = not any(result.severity == SH.Violation for result in results)
    report = Report(conforms, tuple(sorted(results, key=Result.order)))
    lines = {each.result: each.lines for each in told}
    return Compilation(ground, entries, shared, report, lines, len(missing))


def _kept(ground: Ground, cache: Cache, key: str) -> Entry | None:
    """Give the entry that is kept, if it is whole."""
    try:
        return open_entry(cache.path(key), ground, key) if cache.fetch(key) else None
    except BROKEN:
        return None


def _make_all(ground: Ground, cache: Cache, wanted: Mapping[str, str], jobs: int, progress: Progress) -> None:
    def do(agreement: str) -> list[Problem] | Message | None:
        return _make(ground, cache, agreement, wanted[agreement])

    if wanted:
        _ = (
            ground.rules,
            ground.indexed_vocabulary,
            ground.concept_quads,
        )  # once, before processes share them
    problems: dict[str, list[Problem]] = {}
    done = work(list(wanted), do, jobs)
    for agreement, outcome in _known_by(ground, progress(Message("Reading"), done, len(wanted))):
        if isinstance(outcome, Message):
            raise ReleaseError(outcome)
        if outcome:
            problems[agreement] = outcome
        else:
            cache.keep(wanted[agreement])
    if problems:
        raise InputError([problem for agreement in sorted(problems) for problem in problems[agreement]])


def _make(ground: Ground, cache: Cache, agreement: str, key: str) -> list[Problem] | Message | None:
    """Make a piece and write it where this build works; else say what is wrong, for another process."""
    try:
        cache.path(key).write_bytes(make(ground, ground.agreements[agreement], key))
    except InputError as error:
        return error.problems
    except ReleaseError as error:
        return error.message
    return None


def _known_by(ground: Ground, done: object) -> Iterator[tuple[str, list[Problem] | Message | None]]:
    """Say which documents a process that was ended had in hand."""
    try:
        yield from done  # type: ignore[misc]
    except LostError as error:
        documents = ground.agreements[str(error.task)]
        raise ReleaseError(_lost(documents, error.status)) from error


def _lost(documents: Sequence[Source], status: int) -> Message:
    template = (
        "The process at work on {documents} was ended ({reason}), perhaps for want of memory. "
        "Nothing was published. Look at these documents, or build with fewer --jobs."
    )
    reason = Signals(-status).name if status < 0 else str(status)
    names = " ".join(source.path for source in documents)
    return Message(template, {"documents": names, "reason": reason})
