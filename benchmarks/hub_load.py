"""The web hub under readers: start, server time of every kind of page, bytes and memory."""

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from benchmarks import Table
from benchmarks._bighub import big_hub
from benchmarks._seizures import ABSENT, ARCHIVE

TITLE = "The hub under readers"
COLUMNS = ("what", "median", "p95", "largest", "aim")
CLIENTS = 50
SECONDS = float(os.environ.get("KARAULA_BENCH_SECONDS", "40"))
THINK = (0.5, 3.0)
"""Seconds that a reader looks at a page, evenly spread."""
_DRAWN = re.compile(rb"<svg.*?</svg>", re.DOTALL)
PAGE_AIM = "<= 50 ms, p95 <= 150 ms"
EACH = 12
"""Addresses of a kind of page that are asked for cold; readers ask for others too."""
MANY = 400
"""Sources, claims and the like of which readers choose one."""


def run() -> Table:
    """Serve the hub in a process of its own, ask for every kind of page once, then let readers."""
    if not ARCHIVE.is_file():
        return Table(title=TITLE, columns=COLUMNS, rows=(), note=ABSENT)
    with big_hub() as folder:
        with _served(folder):
            pass  # an installed program has its bytecode: the first start makes it
        return _of_hub(folder)


def _of_hub(folder: Path) -> Table:
    busy = os.getloadavg()[0]
    with _served(folder) as (server, address, started):
        first, worked = time.perf_counter() - started, _worked(server)
        kinds = _addresses(address)
        seizures, sources = (_total(address, path) for path in ("seizures", "sources"))
        cold = {
            kind: [_timed(address, path) for path in paths[:EACH]] for kind, paths in kinds.items()
        }
        before = _memory(server)
        warm, waited, failed = asyncio.run(_readers(address, kinds))
        memory = max(before, _memory(server))
    rows: list[tuple[str, ...]] = [
        ("start to first page", f"{first:.2f} s", "-", "-", "<= 2 s"),
        ("start to first page, processor", f"{worked:.2f} s", "-", "-", "-"),
    ]
    rows += [_row(f"{kind}, cold", asked, "") for kind, asked in cold.items()]
    rows += [_row(f"{kind}, {CLIENTS} readers", asked, "") for kind, asked in warm.items()]
    every = [one for asked in warm.values() for one in asked]
    rows.append(_row("all pages, cold", [one for a in cold.values() for one in a], ""))
    rows.append(_row(f"all pages, {CLIENTS} readers", every, PAGE_AIM))
    rows.append(("waited for by a reader", *_spread(waited), "-", "-"))
    largest, plain = (
        max(one[place] for asked in cold.values() for one in asked) / 1000 for place in (1, 2)
    )
    rows.append(("largest page", "-", "-", f"{largest:.0f} kB", "-"))
    rows.append(("largest page without its drawings", "-", "-", f"{plain:.0f} kB", "<= 300 kB"))
    rows.append(("memory of the server", "-", "-", f"{memory:.0f} MB", "<= 600 MB"))
    note = (
        f"A hub of {seizures:,} seizures and {sources:,} sources. `karaula serve` in a process of"
        f" its own; {CLIENTS} clients of asyncio in another one, on the loopback, who look at each"
        f" page for {THINK[0]:g} to {THINK[1]:g} s, for {SECONDS:g} s: {len(every)} answers,"
        f" {failed} failed. Times are what the server tells (Server-Timing), to make a page or"
        " find it made; `cold` is the first asking of an address, one after the other. Memory is"
        f" the resident size after each part. The server is started a second time, so that its"
        f" bytecode is there. {os.cpu_count()} cores; load of the machine {busy:.1f} before, and"
        f" {os.getloadavg()[0]:.1f} at the end, the clients' own with it."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


Asked = tuple[float, int, int]
"""Milliseconds of the server, bytes, and bytes without what is drawn."""


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, str, float]]:
    """The server's process id, its address, and when it was started; it has given a page."""
    code = "from karaula.cli import main; main()"
    keeps = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    keeps.setdefault("PYTHONPYCACHEPREFIX", str(folder / ".bytecode"))
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", code, "serve", "--hub", str(folder), "--port", "0"],
        stdout=subprocess.PIPE, text=True, env=keeps,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+?/", server.stdout.readline())
        if found is None:
            raise SystemExit("karaula serve told no address")
        address = found.group().rstrip("/")
        _timed(address, "/")
        yield server.pid, address, started
    finally:
        server.terminate()
        server.wait()


def _timed(address: str, path: str) -> Asked:
    request = Request(f"{address}{path}", headers={"accept": "text/html"})
    with urlopen(request, timeout=120) as answer:
        return _asked(answer.headers.get("server-timing", ""), answer.read())


def _asked(header: str, body: bytes) -> Asked:
    return _server_time(header), len(body), len(_DRAWN.sub(b"", body))


def _server_time(header: str) -> float:
    found = re.search(r"dur=([0-9.]+)", header)
    return float(found[1]) if found else float("nan")


def _total(address: str, path: str) -> int:
    with urlopen(f"{address}/api/v1/{path}?limit=1", timeout=120) as answer:
        return int(json.load(answer)["total"])


def _addresses(address: str) -> dict[str, list[str]]:
    """Some addresses of every kind of page, as the API tells what there is."""

    def listed(path: str, key: str) -> list[str]:
        with urlopen(f"{address}/api/v1/{path}", timeout=120) as answer:
            rows: list[dict[str, Any]] = json.load(answer)["data"]
        return [str(row[key]) for row in rows]

    areas = ("ALB", "BIH", "BGR", "HRV", "MKD", "MNE", "SRB", "SVN", "ROU", "XKX")
    asked = ("cocaine", "heroin Serbia", '"border police"', "transit", "Албания")
    words = tuple(quote(words) for words in asked)
    return {
        "region": ["/"],
        "country": [f"/country/{area}" for area in areas],
        "market": ["/market/cocaine", "/market/heroin", "/market/cannabis"],
        "seizures": ["/seizures", *(f"/seizures?area={area}" for area in areas[:4])],
        "doubts": ["/seizures/doubts"],
        "routes": ["/routes", *(f"/routes?area={area}" for area in areas[:4])],
        "network": ["/routes/network"],
        "corridor": ["/corridor/ECU/BEL", "/corridor/TUR/BGR"],
        "index": ["/index"],
        "evidence": ["/evidence", *(f"/evidence?q={word}" for word in words)],
        "source": [f"/source/{one}" for one in listed(f"sources?limit={MANY}", "source_id")],
        "claim": [f"/claim/{one}" for one in listed(f"claims/role?limit={MANY}", "claim_id")],
        "measure": [f"/measure/{one}" for one in listed(f"measures?limit={MANY}", "measure_id")],
        "finding": [f"/finding/{one}" for one in listed(f"findings?limit={MANY}", "finding_id")],
        "entity": [f"/entity/{one}" for one in listed(f"entities?limit={MANY}", "entity_id")],
    }


async def _readers(
    address: str, kinds: dict[str, list[str]]
) -> tuple[dict[str, list[Asked]], list[float], int]:
    """Readers who go from page to page, each kind as often as any other: times by kind, what they
    waited in milliseconds, and how many answers were errors or none."""
    import httpx

    found: dict[str, list[Asked]] = {kind: [] for kind, paths in kinds.items() if paths}
    waited: list[float] = []
    failed = 0
    until = time.perf_counter() + SECONDS

    async def read(client: httpx.AsyncClient, number: int) -> None:
        nonlocal failed
        pick = random.Random(number)
        await asyncio.sleep(pick.uniform(0, THINK[1]))
        while time.perf_counter() < until:
            kind = pick.choice(list(found))
            began = time.perf_counter()
            try:
                answer = await client.get(pick.choice(kinds[kind]))
            except httpx.HTTPError:
                failed += 1
            else:
                failed += answer.status_code != 200
                waited.append((time.perf_counter() - began) * 1000)
                header = answer.headers.get("server-timing", "")
                found[kind].append(_asked(header, answer.content))
            await asyncio.sleep(pick.uniform(*THINK))

    bounds = httpx.Limits(max_connections=CLIENTS)
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(
        base_url=address, limits=bounds, timeout=60, headers=headers, trust_env=False
    ) as client:
        await asyncio.gather(*(read(client, number) for number in range(CLIENTS)))
    return found, waited, failed


def _row(what: str, asked: Sequence[Asked], aim: str) -> tuple[str, ...]:
    size = max((one[1] for one in asked), default=0)
    return what, *_spread([one[0] for one in asked]), f"{size / 1000:.0f} kB", aim or "-"


def _spread(times: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile (nearest rank) of milliseconds."""
    if not times:
        return "-", "-"
    ordered = sorted(times)
    rank = max(0, -(-95 * len(ordered) // 100) - 1)
    return f"{median(ordered):.1f} ms", f"{ordered[rank]:.0f} ms"


def _worked(process: int) -> float:
    """Seconds of the processor that a process has taken (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Resident megabytes of a process (Linux)."""
    status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")
