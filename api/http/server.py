"""The server as a process: how it ends."""

import socket

import uvicorn

from api.desks.job_desk import JobDesk


class Server(uvicorn.Server):
    """A server that ends its jobs first, so that nobody who watches one keeps it from ending."""

    def __init__(self, config: uvicorn.Config, jobs: JobDesk) -> None:
        """Take the configuration, and the jobs."""
        super().__init__(config)
        self._jobs = jobs

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the jobs, then the server."""
        await self._jobs.close()
        await super().shutdown(sockets)
