"""Reads what we publish with other people's tools, in the environment that `make test` prepares.

`validators.py KIND ADDRESS` prints as JSON {"problems": […], "found": …}: what the tool complains of, and
what it made of what is at the address. KIND is `package` (a Frictionless data package), `csvw` (CSV on the
Web metadata), `feed`, or `dcat-us` (a data.json, by the JSON Schema of DCAT-US 1.1 for others than federal
agencies).
"""

import json
import sys
from importlib.metadata import distribution
from pathlib import Path
from urllib.request import urlopen

SCHEMAS = "ckanext/datajson/pod_schema/non-federal-v1.1"


def package(address):
    """Validate the tables of a data package; found are their rows by name."""
    import frictionless

    report = frictionless.validate(address)
    problems = [f"{kind}: {message}" for kind, message in report.flatten(["type", "message"])]
    return problems, {task.name: task.stats["rows"] for task in report.tasks}


def csvw(address):
    """Validate tables by their metadata; found are their rows by address."""
    from csvw import CSVW

    tables = CSVW(address, validate=True)
    try:
        found = {str(table.url): sum(1 for _ in table) for table in tables.tables}
    except ValueError as error:
        return [str(error)], None
    return [*map(str, tables.warnings), *([] if tables.is_valid else ["not valid"])], found


def dcat_us(address):
    """Validate a catalogue; found is the number of its data sets."""
    from jsonschema import Draft4Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    directory = Path(distribution("ckanext-datajson").locate_file(SCHEMAS))
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in directory.glob("*.json")}
    whole = schemas["catalog.json"]
    place = whole["id"].rpartition("/")[0]
    registry = Registry().with_resources(
        (f"{place}/{name}", DRAFT4.create_resource(schema)) for name, schema in schemas.items()
    )
    with urlopen(address) as stream:
        catalogue = json.load(stream)
    found = Draft4Validator(whole, registry=registry, format_checker=FormatChecker()).iter_errors(catalogue)
    return [f"{error.json_path}: {error.message:.200}" for error in found], len(catalogue["dataset"])


def feed(address):
    """Read a feed; found are its title, its links by relation, and its entries."""
    import feedparser

    read = feedparser.parse(address)
    links = {link.rel: link.href for link in read.feed.get("links", [])}
    entries = [
        {
            "id": entry.id,
            "link": entry.link,
            "updated": entry.updated,
            "title": entry.title,
            "summary": entry.summary,
            "terms": [tag.term for tag in entry.tags],
        }
        for entry in read.entries
    ]
    found = {"title": read.feed.get("title"), "links": links, "entries": entries}
    return [str(read.bozo_exception)] if read.bozo else [], found


KINDS = {"package": package, "csvw": csvw, "dcat-us": dcat_us, "feed": feed}

if __name__ == "__main__":
    problems, found = KINDS[sys.argv[1]](sys.argv[2])
    print(json.dumps({"problems": problems, "found": found}))
