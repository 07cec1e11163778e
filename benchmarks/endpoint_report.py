"""What the comparison of endpoints found, as a section of docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks import isolation
from benchmarks.comparison import Comparison, queries
from benchmarks.load import CONNECTIONS, Measurement
from benchmarks.peers import NGINX, OURS, RDFLIB, UNCACHED, VIRTUOSO
from benchmarks.report import number, table
from benchmarks.unchanged import FILE, Unchanged

SMALL, GROUPED = "02-small-select", "05-roles-by-kind"
COMPARED = (
    ("小さな SELECT、キャッシュなし / small SELECT, cache off", SMALL, UNCACHED, VIRTUOSO, 2.0),
    ("同 / the same", SMALL, UNCACHED, RDFLIB, 4.0),
    ("小さな SELECT、キャッシュあり / small SELECT, cache on", SMALL, OURS, VIRTUOSO, 5.0),
    ("繰り返しの GROUP BY / repeated GROUP BY", GROUPED, OURS, VIRTUOSO, 10.0),
)


def describe(
    begun: str,
    found: Comparison,
    versions: Mapping[str, str],
    unchanged: Sequence[Unchanged],
    costs: Sequence[isolation.Cost],
) -> str:
    """Write the section: circumstances, targets, figures of each query, memory, and who said otherwise."""
    asked = [name for name in versions if name != NGINX]
    described = "; ".join(f"{name} {version}" for name, version in versions.items())
    return "\n\n".join(
        [
            f"{begun}, {CONNECTIONS} connections; {described}.",
            "### 目標 / Targets",
            table(("", "測定 / measured", "目標 / target"), _targets(found, unchanged, costs)),
            "### 毎秒の回答数 / Answers in a second",
            table(("", *asked), _rows(found, asked, _rate)),
            "### 応答時間 p50 / p99（ミリ秒） / Milliseconds, p50 / p99",
            table(("", *asked), _rows(found, asked, _times)),
            "### 一件の処理時間（CPU のマイクロ秒） / Microseconds of CPU for an answer",
            table(("", *asked), _rows(found, asked, lambda measured: number(measured.processor * 1e6))),
            "### メモリ（MB、PSS） / Memory (MB, PSS)",
            table(asked, [[number(found.memory[name] / 1e6) for name in asked]]),
            _differing(found),
        ]
    )


def _targets(
    found: Comparison, unchanged: Sequence[Unchanged], costs: Sequence[isolation.Cost]
) -> list[tuple[str, str, str]]:
    """Compare with what we want to reach; nothing fails where we do not."""
    rows = []
    for words, query, ours, other, target in COMPARED:
        ratio = _ratio(found.rate(query, ours), found.rate(query, other))
        rows.append((f"{words}: {ours} / {other}", ratio, f"≥ {target:g}×"))
    rates = {(each.peer, each.what): each.measured.rate for each in unchanged}
    for (peer, what), rate in rates.items():
        if peer != NGINX:
            ratio = _ratio(rate, rates.get((NGINX, FILE)))
            rows.append((f"304, {what}: {peer} / {NGINX} ({number(rate)}/s)", ratio, "≥ 0.2×"))
    for cost in costs:
        words = f"囲いの代価 / what isolation adds: {cost.query}"
        rows.append((words, f"{cost.isolated - cost.within:.0f} µs", f"≤ {isolation.TARGET} µs"))
    return rows


def _ratio(ours: float | None, other: float | None) -> str:
    return f"{ours / other:.2f}×" if ours is not None and other else "–"


def _rows(found: Comparison, asked: Sequence[str], written: Callable[[Measurement], str]) -> list[list[str]]:
    return [
        [
            query.name,
            *(
                written(found.figures[query.name, name]) if (query.name, name) in found.figures else "–"
                for name in asked
            ),
        ]
        for query in queries()
        if any((query.name, name) in found.figures for name in asked)
    ]


def _rate(measured: Measurement) -> str:
    failed = f" ({measured.failures} failed)" if measured.failures else ""
    return number(measured.rate) + ("*" if measured.alone else "") + failed


def _times(measured: Measurement) -> str:
    return f"{number(measured.p50)} / {number(measured.p99)}"


def _differing(found: Comparison) -> str:
    note = "\\* 一件ずつ / one request after another."
    if not found.differing:
        return f"{note} 答えはすべて同じ。 All answers were the same."
    lines = [f"- {query}, {peer}: {reason}" for query, peer, reason in found.differing]
    return "\n".join([f"{note} 答えの違い / Answers that differ:", "", *lines])
