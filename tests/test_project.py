"""What the repository itself promises: locks without addresses, no trace of one machine."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]

HOSTS = re.compile(r"\b(?:py[p]i\.org|python[h]osted\.org|registry\.[n]pmjs|[a]rtifactory)", re.I)
"""Package registries, spelt so that this file does not name them either."""

MACHINE = re.compile(r"(?<![\w.:/<~-])/(?:work|farm|root|tmp|home|opt|Users)/\w")
"""A path that exists on one machine only."""


def git(*words: str) -> str:
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    return subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def traces(text: str) -> list[str]:
    return [match.group() for pattern in (HOSTS, MACHINE) for match in pattern.finditer(text)]


def locked(path: Path) -> dict[str, str]:
    """``{package: its lines}`` of a lock file."""
    blocks = re.split(r"(?m)^(?=\S)", path.read_text(encoding="utf-8"))
    return {block.split("==")[0].strip(): block for block in blocks if block.strip()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_versions_and_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text and "--find-links" not in text and "--extra" not in text
    for package, block in locked(lock).items():
        assert re.match(r"[\w.-]+==[\w.]+", block), package
        assert "--hash=sha256:" in block, package


def test_the_lock_of_the_front_end_names_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert [name for name, told in packages.items() if "resolved" in told] == []
    assert [name for name, told in packages.items() if "integrity" not in told] == []


def test_the_lock_holds_every_dependency_and_the_dev_lock_agrees_with_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core, dev = locked(LOCKS[0]), locked(LOCKS[1])

    def name(requirement: str) -> str:
        match = re.match(r"[\w.-]+", requirement)
        assert match, requirement
        return re.sub(r"[-_.]+", "-", match.group()).lower()

    groups = project["dependency-groups"]
    # PySpark comes as a source alone, and the lock takes wheels alone.
    extras = [
        item
        for extra, items in project["project"]["optional-dependencies"].items()
        if extra != "spark"
        for item in items
    ]
    asked = project["project"]["dependencies"] + extras + groups["build"]
    wanted = [name(item) for item in asked]
    assert [package for package in wanted if package not in core] == []
    assert [name(item) for item in groups["dev"] if name(item) not in dev] == []
    assert {package: dev.get(package) for package in core} == core


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = []
    for name in git("ls-files", "-z").split("\0"):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {trace}" for trace in traces(text)]
    assert found == []


def test_no_commit_names_a_package_registry_or_a_path_of_one_machine() -> None:
    assert traces(git("log", "--format=%an %ae %s%n%b")) == []


@pytest.mark.parametrize(
    ("text", "is_trace"),
    [
        ("see https://files.{}.org/x".format("pythonhosted"), True),
        ("open '/{}/someone/hub'".format("home"), True),
        ("in /{}/x".format("tmp"), True),
        ("https://example.org/work/page", False),
        ("my-hub/out/report.pdf", False),
        ("docs/home/index.md", False),
    ],
)
def test_a_trace_is_told_from_an_address(text: str, is_trace: bool) -> None:
    assert bool(traces(text)) is is_trace


def test_the_program_says_the_version_of_the_project() -> None:
    import karaula

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert karaula.__version__ == project["project"]["version"]


def test_help_loads_nothing_heavy() -> None:
    """What makes a start slow is imports, so those are counted and not the seconds."""
    heavy = (
        "ibis duckdb pyarrow docx openpyxl pypdfium2 pdfplumber typst sqlalchemy lxml numpy scipy "
        "altair vl_convert"
    )
    code = (
        "import sys\n"
        "sys.argv = ['karaula', '--help']\n"
        "from karaula.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        f"print('LOADED', *[name for name in {heavy.split()!r} if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.splitlines()[-1:] == ["LOADED"], run.stdout[-500:] + run.stderr[-500:]
