"""What CKAN answers when it refuses: each kind has its status and its form."""

from __future__ import annotations

from typing import Any


class RefusalError(Exception):
    """A request that an action refuses."""

    status = 500

    def error(self) -> dict[str, Any]:
        """Give the member `error` of CKAN's envelope."""
        raise NotImplementedError


class NotFoundError(RefusalError):
    """Nothing has this name."""

    status = 404

    def error(self) -> dict[str, Any]:
        """Say that there is nothing."""
        return {"__type": "Not Found Error", "message": "Not found"}


class InvalidError(RefusalError):
    """A parameter has a value that it cannot have."""

    status = 409

    def __init__(self, parameter: str, problem: str) -> None:
        super().__init__(parameter, problem)
        self.parameter, self.problem = parameter, problem

    def error(self) -> dict[str, Any]:
        """Name the parameter and what is wrong with it."""
        return {"__type": "Validation Error", self.parameter: [self.problem]}


class BadQueryError(RefusalError):
    """A search that cannot be understood."""

    status = 400

    def error(self) -> dict[str, Any]:
        """Say what cannot be understood."""
        return {"__type": "Search Query Error", "message": f"Search Query is invalid: {self.args[0]!r}"}
