"""What the scripts of the query page say, in the reader's language; they put their own values in braces."""

from __future__ import annotations

from kg.web.i18n import text


def sayings() -> dict[str, str]:
    """Give every sentence by the name that the scripts know it by."""
    line, words, prefix = "{line}", "{words}", "{prefix}"
    said = {
        "editor": text("Query"),
        "suggestions": text("Suggestions"),
        "expected": text("Line {line}: not readable from here. Expected: {words}", line=line, words=words),
        "undeclared": text("Line {line}: the prefix {prefix} is not declared.", line=line, prefix=prefix),
        "unreadable": text("Line {line}: not readable from here.", line=line),
        "running": text("Running the query …"),
        "stopped": text("Stopped."),
        "answered": text("The answer is below."),
        "refused": text("There is no answer; the reason is below."),
        "unreachable": text("The server could not be reached. Check the connection and run the query again."),
        "copied": text("Copied"),
        "not-copied": text("It could not be copied. Select the text and copy it."),
        "class": text("class"),
        "property": text("property"),
        "concept": text("concept"),
        "thing": text("thing"),
        "prefix": text("prefix"),
        "variable": text("variable"),
    }
    return {name: str(words) for name, words in said.items()}
