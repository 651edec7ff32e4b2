"""The server itself, on a loopback port."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from test_datasette_sample import build

from archive.datasette.serving import serve
from archive.store import ArchiveError

COMMAND = "import sys, pathlib, archive.datasette.serving as s; s.serve(pathlib.Path(sys.argv[1]), port=0)"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    build(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(tmp_path)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_serves_long_queries_and_stops_on_interrupt(server: subprocess.Popen[str]) -> None:
    assert server.stderr is not None
    assert server.stdout is not None
    address = server.stderr.readline().split()[0]
    with urllib.request.urlopen(f"{address}-/tim-kiem?q={quote('đạo ' * 2_500)}", timeout=20) as response:
        assert response.status == 200
        assert "chỉ dùng 2000 ký tự đầu" in response.read().decode()
    request = urllib.request.Request(f"{address}-/xuat.csv", method="HEAD")
    with urllib.request.urlopen(request, timeout=20) as response:
        assert response.read() == b""
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=20) != 0
    assert server.stdout.read() == "", "stdout is for data"


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    build(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ArchiveError, match=rf"^127\.0\.0\.1:{port}: .*choose another --host or --port$"):
            serve(tmp_path, port=port)
    with pytest.raises(ArchiveError, match="choose another"):
        serve(tmp_path, port=70_000)
