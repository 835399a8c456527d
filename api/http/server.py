"""The server as a process: how it begins and ends."""

import socket
from threading import Thread

import uvicorn

from api.desks.job_desk import JobDesk
from api.http.current_graph import CurrentGraph
from graph.cypher.desk import CypherDesk


class Server(uvicorn.Server):
    """A server that readies the engine for Cypher once it answers, and ends its jobs first, so that nobody who watches
    one keeps it from ending.
    """

    def __init__(self, config: uvicorn.Config, graph: CurrentGraph, cypher: CypherDesk, jobs: JobDesk) -> None:
        """Take the configuration, and what is readied and ended."""
        super().__init__(config)
        self._graph, self._cypher, self._jobs = graph, cypher, jobs

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the server, then what takes its time."""
        await super().startup(sockets)
        Thread(target=self._cypher.ready, args=(self._graph.snapshot,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the jobs, then the server."""
        await self._jobs.close()
        await super().shutdown(sockets)
