"""Starting servers and a browser on this machine, for the browser tests and benchmarks/speed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
SWITCHES = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Chromium finds the Chinese font of the requirements here, so that no system font is needed.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{chinese}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=30)


def dashboard(page: str, port: int) -> list[str]:
    """The command that serves a Streamlit page."""
    return [sys.executable, "-m", "streamlit", "run", page, "--server.port", str(port)]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def serve(
    command: Sequence[str],
    port: int,
    home: Path,
    *,
    health: str = "/_stcore/health",
    environment: Mapping[str, str] | None = None,
) -> Server:
    """Start a server at the root of the project and wait until it answers at `health`."""
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "HOME": str(home), **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", log, process)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(server.url + health):
            return server
        time.sleep(0.2)
    process.kill()
    raise RuntimeError(log.read_text(encoding="utf-8"))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def find_chromium() -> Path:
    """The browser that `scripts/browser.sh` has provided."""
    expected = (os.environ.get("CHROMIUM", ""), "chromium", str(ROOT / ".browser" / "chromium"))
    result = next(filter(None, map(shutil.which, filter(None, expected))), None)
    if not result:
        raise RuntimeError("no Chromium: run `make browser`")
    return Path(result)


def open_browser(playwright: Playwright, home: Path) -> Browser:
    """A Chromium with a home of its own."""
    fonts = home / "fonts.conf"
    chinese = Path(pylopdf_fonts_zh_cn.__file__).parent
    fonts.write_text(FONTS.format(chinese=chinese, cache=home / "cache"), encoding="utf-8")
    return playwright.chromium.launch(
        executable_path=find_chromium(),
        args=SWITCHES,
        chromium_sandbox=os.geteuid() != 0,
        env={**os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(fonts)},
    )
