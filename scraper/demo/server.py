"""Sample sites go in, running loopback servers come out: `with serve_demo() as servers:` is all a crawl needs."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from scraper.demo.articles import DemoSite, read_sites
from scraper.demo.pages import answer

HOST = "127.0.0.1"
PREFERRED_PORTS = (8471, 8472, 8473)  # the same from run to run, so that a second crawl meets the same addresses


class _Loopback(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # take the port of a run that has just ended; elsewhere it would be shared

    def __init__(self, site: DemoSite, port: int) -> None:
        self.site = site
        super().__init__((HOST, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Loopback
    protocol_version = "HTTP/1.1"
    server_version = "pgd-demo"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def _send(self, with_body: bool) -> None:
        found = answer(self.server.site, f"http://{HOST}:{self.server.server_port}", self.path)
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("Content-Length", str(len(found.body)))
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        if with_body:
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard error belongs to the crawl."""


class DemoServer:
    """One sample site on one loopback port; a context manager that listens from entry to exit.

    `port` is a wish: where it is taken, or 0, the system gives a free one. `base_url` is known once entered.
    """

    def __init__(self, site: DemoSite, port: int = 0) -> None:
        self.site = site
        self.port = port
        self._http: _Loopback | None = None

    @property
    def slug(self) -> str:
        """The id of the site, as in the registry."""
        return self.site.slug

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:<port>`, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        try:
            self._http = _Loopback(self.site, self.port)
        except OSError:
            if not self.port:
                raise
            self._http = _Loopback(self.site, 0)
        self.port = self._http.server_port
        Thread(target=self._http.serve_forever, args=(0.05,), name=f"demo-{self.slug}", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            self._http = None


@contextmanager
def serve_demo(ports: Sequence[int] = PREFERRED_PORTS) -> Iterator[list[DemoServer]]:
    """Serve all sample sites until the block ends; `ports` are wishes, (0, 0, 0) asks for any free ones."""
    with ExitStack() as stack:
        yield [stack.enter_context(DemoServer(site, port)) for site, port in zip(read_sites(), ports, strict=True)]


def registry_toml(servers: Sequence[DemoServer]) -> str:
    """The registry of the running sites: one `[[site]]` table each, with `local = true`."""
    return "\n".join(_entry(server) for server in servers)


def _entry(server: DemoServer) -> str:
    site = server.site
    fields = {
        "id": site.slug,
        "name": site.name,
        "kind": site.kind,
        "home_url": server.base_url + "/",
        "province": site.province,
        "district": site.district,
        "family": site.family,
    }
    # JSON strings are TOML basic strings
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(("[[site]]", *lines, "local = true", ""))
