"""The application that the server calls: one request in, one answer out."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from granian.rsgi import HTTPProtocol, Scope, WebsocketProtocol

from kg.errors import QueryError
from kg.store import Store
from kg.store.asking import busy
from kg.web.front.endpoint import Endpoint
from kg.web.front.framework import call
from kg.web.front.leaving import CLOSED, LeftError
from kg.web.front.observation import Observation, Observer
from kg.web.front.reading import Reader, UnreadableError, read_head
from kg.web.front.refusing import refused
from kg.web.front.sending import send
from kg.web.front.spooling import LARGE, Spool
from kg.web.front.turns import Turns
from kg.web.messages import Part, Request, Response
from kg.web.operation import PATH
from kg.web.rates import address_of, client_of
from kg.web.settings import Settings

THREADS = 16
"""Pages that are made at the same time."""
WRITERS = 2
"""Large answers that are written to files at the same time."""


class Front:
    """Answers requests from a store, by itself or by the Flask application."""

    def __init__(self, application: Flask, store: Store, settings: Settings, spool: Spool) -> None:
        self.application = application
        self.spool = spool
        application.config["USE_X_SENDFILE"] = True
        self.proxies = settings.proxies
        self.endpoint = Endpoint(store, settings)
        self.observer = Observer(application.extensions["metrics"], settings.slow)
        self.reader = Reader()
        self.turns = Turns(THREADS, "page")
        self.writers = ThreadPoolExecutor(WRITERS, "spool")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol | WebsocketProtocol) -> None:
        """Answer one request (RSGI specification, version 1)."""
        if not isinstance(protocol, HTTPProtocol):
            protocol.close(403)
            return
        head = read_head(scope)
        with self.observer.observe(head) as observation:
            response = await self.answer(head, protocol, observation)
            observation.status = response.status
            send(protocol, response, observation.headers(), head.method)

    async def answer(self, head: Request, protocol: HTTPProtocol, observation: Observation) -> Response:
        """Answer a request, however far it can be read."""
        try:
            request = await self.reader.read(head, protocol)
        except UnreadableError as unread:
            return await self.call(unread.request, protocol, refusal=unread.reason)
        try:
            response = await self.answer_read(request, protocol, observation)
            return await self.spooled(request, protocol, response)
        finally:
            self.reader.let_go(request)

    async def answer_read(
        self, request: Request, protocol: HTTPProtocol, observation: Observation
    ) -> Response:
        """Answer a request that has been read."""
        if request.path != PATH or request.method not in {"GET", "HEAD", "POST"}:
            return await self.call(request, protocol)
        answered = await self.endpoint.answer(request, protocol, observation)
        if isinstance(answered, Response):
            return answered
        return await self.call(request, protocol, outcome=answered)

    async def spooled(self, request: Request, protocol: HTTPProtocol, response: Response) -> Response:
        """Give the response with a large body in a file; where there is no room for one, say so instead."""
        if isinstance(response.body, Part) or len(response.body) < LARGE:
            return response
        loop = asyncio.get_running_loop()
        try:
            path = await loop.run_in_executor(self.writers, self.spool.put, response.body)
        except OSError:
            return await self.call(request, protocol, refusal=busy())
        return response._replace(body=Part(path))

    async def call(self, request: Request, protocol: HTTPProtocol, **found: object) -> Response:
        """Let Flask answer with what was found before, when it is the client's turn."""
        try:
            return await self.turns.run(
                self._client(request), protocol, call, self.application, request, found
            )
        except QueryError as error:
            return refused(request, error)
        except LeftError:
            return Response(CLOSED, (), b"")

    def _client(self, request: Request) -> str:
        return client_of(address_of(request, self.proxies))
