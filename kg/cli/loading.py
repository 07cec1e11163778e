"""Options and loading that commands on a release share."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path

import click
import rdflib

from kg.errors import Message, ReleaseError
from kg.namespaces import DCTERMS, RDF, RENKEI
from kg.release.publication import CURRENT, resolve

NEAR = 5

release_option = click.option(
    "--release",
    type=click.Path(path_type=Path),
    envvar="KG_RELEASE",
    default=Path(CURRENT),
    show_default=True,
    help="A release's directory.",
)


def _there(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """Accept a directory; tell the one who stands in another where to go."""
    if not value.exists():
        what = Message(
            "There is no directory {path}. Go to the one of the README, or give --data.", {"path": value}
        )
        raise click.UsageError(context.obj.sentence(what), context)
    return value


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_there,
    default=Path("data"),
    show_default=True,
    help="Directory of sources.csv and the documents.",
)
releases_option = click.option(
    "--releases",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("releases"),
    show_default=True,
    help="Directory that keeps the releases; “current” stands beside it.",
)


def _cache_directory() -> Path:
    """Give the directory of the cache (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return Path(base if base.startswith("/") else Path.home() / ".cache") / "renkei-kg"


cache_option = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=_cache_directory,
    help="Directory that keeps what was made of each agreement; default: renkei-kg in the user's cache.",
)


def load(release: Path) -> rdflib.Dataset:
    """Load every graph of a release, the default graph included."""
    dataset = rdflib.Dataset(store="Oxigraph")
    dataset.parse(resolve(release) / "dumps" / "renkei.nq", format="ox-nquads")
    return dataset


def no_agreement(graph: rdflib.Graph, name: str) -> ReleaseError:
    """Say that a release holds no agreement of this id, and which ids it holds that are like it."""
    agreements = graph.subjects(RDF.type, RENKEI.Agreement)
    ids = sorted({str(graph.value(each, DCTERMS.identifier)) for each in agreements})
    values = {"agreement": name, "ids": "、".join(get_close_matches(name, ids, NEAR, 0.3) or ids[:NEAR])}
    return ReleaseError(
        Message("The release holds no agreement “{agreement}”. Ids that it holds: {ids}", values)
    )
