"""Answer a query before Flask: from what is kept, or by a worker; what is for people goes on to a page."""

from __future__ import annotations

import time

from granian.rsgi import HTTPProtocol
from werkzeug.exceptions import HTTPException

from kg.errors import QueryError
from kg.store import Answer, Store
from kg.store.wire import Request as StoreRequest
from kg.web.front.leaving import CLOSED, Awaited, LeftError
from kg.web.front.observation import Observation
from kg.web.front.replies import MOST, Held, reply_with
from kg.web.front.turns import Turns
from kg.web.messages import Request, Response
from kg.web.operation import Operation, read_operation
from kg.web.rates import Rates, address_of, client_of
from kg.web.settings import Settings

LONG = 1 << 14
"""Characters of a query's request that are read by a thread."""

Question = tuple[Operation, StoreRequest]
Outcome = Answer | QueryError | HTTPException | None
"""What was found for Flask to show: an answer, an error, or nothing where no query was asked."""


class Endpoint:
    """Answers queries from a store, each client as many as the operator allows."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.proxies = settings.proxies
        self.turns = Turns(1, "long")
        self.rates = Rates(settings.rate) if settings.rate else None
        self.held = Held(MOST if settings.cache else 0)

    async def answer(
        self, request: Request, protocol: HTTPProtocol, observation: Observation
    ) -> Response | Outcome:
        """Answer a machine, or give what a page has to show."""
        store = self.store.pinned()
        key = self.held.key(store.release, request)
        try:
            reply = self.held.get(key)
            if reply:
                self._admit(request, reply.query, observation)
                observation.is_kept = True
                return reply.to(request)
            found = await self._read(request, protocol, store, observation)
            if found is None:
                return None
            operation, asked = found
            with Awaited(protocol):
                answer = await self._run(store, asked, observation)
        except LeftError:
            return Response(CLOSED, (), b"")
        except (QueryError, HTTPException) as error:
            return error
        if operation.is_for_people:
            return answer
        reply = reply_with(operation.query, answer)
        self.held.hold(key, reply)
        return reply.to(request)

    async def _read(
        self, request: Request, protocol: HTTPProtocol, store: Store, observation: Observation
    ) -> Question | None:
        """Read what is asked; in turn and in a thread where others would have to wait for so long a text."""
        if len(request.query) + len(request.body) < LONG:
            return self._question(request, store, observation)
        client = client_of(address_of(request, self.proxies))
        return await self.turns.run(client, protocol, self._question, request, store, observation)

    def _question(self, request: Request, store: Store, observation: Observation) -> Question | None:
        operation = read_operation(request)
        if operation is None:
            return None
        self._admit(request, operation.query, observation)
        return operation, operation.request(store)

    def _admit(self, request: Request, query: str, observation: Observation) -> None:
        """Note what is asked; TooManyRequests when the client asks too often."""
        observation.query = query
        if self.rates:
            self.rates.admit(address_of(request, self.proxies))

    async def _run(self, store: Store, asked: StoreRequest, observation: Observation) -> Answer:
        start = time.perf_counter()
        try:
            answer = await store.answer_in_loop(asked)
            observation.is_kept = answer.is_kept
            return answer
        finally:
            observation.query_seconds = time.perf_counter() - start
