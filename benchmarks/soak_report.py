"""What became of honest readers and of attackers, as a section of docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.clients import Tally
from benchmarks.load import percentile
from benchmarks.report import number, table

HEAD = (
    "",
    "回答 / answers",
    "p50 (ms)",
    "p95 (ms)",
    "p99 (ms)",
    "失敗 / failures",
    "最大メモリ / peak memory (MiB, PSS)",
    "残ったプロセス / orphans",
)
TARGETS = ("目標 / target", "", "", "≤ 1,000", "", "0", "< 2,048", "0")


@dataclass(frozen=True)
class Soak:
    """A scenario: how many never sent their body, what each group saw, peak memory, processes left over."""

    promisers: int
    honest: Tally
    attackers: Tally
    slow: Tally
    peak: int
    orphans: int

    @property
    def failures(self) -> int:
        """Honest requests that were not answered with 200."""
        return self.honest.outcomes.total() - self.honest.outcomes["200"]

    @property
    def row(self) -> tuple[str, ...]:
        """The scenario's line in the table."""
        times = [number(percentile(self.honest.times, part)) for part in (50, 95, 99)]
        name = f"攻撃 4、遅い本文 {self.promisers} / 4 attackers, {self.promisers} slow bodies"
        answers, failures = f"{self.honest.outcomes['200']:,}", f"{self.failures:,}"
        return name, answers, *times, failures, number(self.peak / (1 << 20)), str(self.orphans)

    @property
    def summary(self) -> str:
        """The scenario in a line for the terminal."""
        return ", ".join(f"{name}: {value}" for name, value in zip(HEAD[1:], self.row[1:], strict=True))


def describe(soaks: Sequence[Soak], begun: str) -> str:
    """Write the section: circumstances, figures, and what everybody was answered."""
    used = ", ".join(f"{soak.honest.processor:.0f} s" for soak in soaks)
    return "\n\n".join(
        [
            f"{begun}; 32 readers, whose own client took {used} of CPU.",
            table(HEAD, [*(soak.row for soak in soaks), TARGETS]),
            *(_outcomes(soak) for soak in soaks),
        ]
    )


def _outcomes(soak: Soak) -> str:
    """List what each group was answered."""
    groups = {
        "攻撃への答え / what attackers got": _by_status(soak.attackers),
        "正直な失敗 / honest failures": {
            outcome: count for outcome, count in soak.honest.outcomes.items() if outcome != "200"
        },
        "遅い本文 / slow bodies": soak.slow.outcomes,
    }
    lines = [f"遅い本文 {soak.promisers} / with {soak.promisers} slow bodies:", ""]
    for name, outcomes in groups.items():
        listed = ", ".join(f"{outcome}: {count:,}" for outcome, count in sorted(outcomes.items()))
        lines.append(f"- {name}: {listed or '–'}")
    return "\n".join(lines)


def _by_status(tally: Tally) -> dict[str, int]:
    """Add up what attacks of all names were answered with."""
    found: dict[str, int] = {}
    for outcome, count in tally.outcomes.items():
        status = outcome.split()[0]
        found[status] = found.get(status, 0) + count
    return found
