"""Reads pages of a catalogue as CKAN's harvester does, with the parser of ckanext-dcat itself.

A program of its own, in an environment of its own (rehearsal/requirements.lock): CKAN and ckanext-dcat are
under the AGPL, and no part of the project. `kg rehearse` starts it and speaks JSON with it, a line a page:
{"content": …, "format": media type} gives {"error": …} or {"next": …, "readings": […]}, a reading for each
profile and locale: {"profile": …, "locale": …, "datasets": […]}.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")

from ckan.lib.munge import munge_title_to_name  # noqa: E402
from ckan.logic.validators import tag_length_validator, tag_name_validator  # noqa: E402
from ckan.plugins.toolkit import Invalid  # noqa: E402
from ckanext.dcat.processors import RDFParser, RDFParserException  # noqa: E402
from ckantoolkit import config  # noqa: E402

PROFILES = ("euro_dcat_ap_3", "euro_dcat_ap_2")
LOCALES = ("ja", "en")


def read(page):
    """Read one page with each profile in each locale."""
    readings = []
    try:
        for profile in PROFILES:
            for locale in LOCALES:
                config["ckan.locale_default"] = locale
                parser = RDFParser(profiles=[profile])
                parser.parse(page["content"], _format=page["format"])
                datasets = [checked(dataset) for dataset in parser.datasets()]
                readings.append({"profile": profile, "locale": locale, "datasets": datasets})
        return {"next": parser.next_page(), "readings": readings}
    except RDFParserException as error:
        return {"error": str(error)}


def checked(dataset):
    """Add the name that the harvester would make of the title, and the tags that CKAN would refuse."""
    dataset["name"] = munge_title_to_name(dataset.get("title", ""))
    dataset["refused_tags"] = [tag["name"] for tag in dataset.get("tags", []) if not accepts(tag["name"])]
    return dataset


def accepts(tag):
    """Tell whether CKAN takes a tag."""
    try:
        return tag_name_validator(tag_length_validator(tag, {}), {}) == tag
    except Invalid:
        return False


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))), flush=True)
