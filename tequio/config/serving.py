"""The web server: gunicorn with threads; where gunicorn does not run (Windows), Python's own with threads."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable
from typing import Any

from tequio.core.refusals import Refusal

THREADS = 4


class PortIsTaken(Refusal):
    code = "port-taken"


class NotAPort(Refusal):
    code = "not-a-port"


def refuse_taken_port(port: int, host: str = "127.0.0.1") -> None:
    """Before anything is prepared: one clear line instead of retries."""
    if not 0 < port < 65536:
        raise NotAPort(f"{port} no es un puerto: debe estar entre 1 y 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise PortIsTaken(
                    f"No hay permiso para usar el puerto {port}. Pruebe con uno mayor: --port 8001"
                ) from error
            raise PortIsTaken(
                f"El puerto {port} ya está en uso por otro programa. Pruebe con otro: --port {port + 1}"
            ) from error


def serve(
    *,
    port: int,
    workers: int,
    host: str = "127.0.0.1",
    threads: int = THREADS,
    beside: Callable[[], object] | None = None,
) -> int:
    """Until interrupted. ``beside`` is called once in each serving process, after it is born: a thread does not survive a fork."""
    if sys.platform == "win32":
        if beside:
            beside()
        return _serve_simply(host, port)
    born = {"post_worker_init": lambda _worker: beside()} if beside else {}
    return _gunicorn({"bind": f"{host}:{port}", "workers": workers, "threads": threads, **born})


def _gunicorn(options: dict[str, Any]) -> int:
    from gunicorn.app.base import BaseApplication

    settings = {"worker_class": "gthread", "loglevel": "warning", "timeout": 60, "graceful_timeout": 10, **options}

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            from tequio.config.wsgi import application

            return application

    Site().run()
    return 0


def _serve_simply(host: str, port: int) -> int:
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIServer, make_server

    from tequio.config.wsgi import application

    class Threaded(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    with make_server(host, port, application, server_class=Threaded) as server:
        server.serve_forever()
    return 0
