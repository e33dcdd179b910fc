"""Build the lake: run what changed, and nothing else.

The lake is a pure function of sources, decisions, configuration and version. Whatever is made anew
loses its key first and gets it back last, so that a build may be stopped at any moment: the next
one finds what has no key, or another one, and makes it again.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from karaula.lake.decisions import fingerprint
from karaula.lake.files import (
    KEY,
    LAKE_FORMAT,
    STANDING,
    check_format,
    read_json,
    remove_folder,
    source_keys,
    sources_folder,
    sweep,
    write_json,
)
from karaula.workspace import former
from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub, SourceFile, Words
from karaula.workspace.keys import digest, inputs_key, methods_key, source_key
from karaula.workspace.stages import STAGE_FILES
from karaula.workspace.summary import Progress, Refused, Step, Summary, silent


def build(hub: Hub, progress: Progress = silent) -> Summary:
    """Bring the lake up to date and tell what was done.

    A source that cannot be read is refused with its reason and stops nothing else. Raises
    :class:`HubError` where the hub itself cannot be built.
    """
    with hub.locked(), _told_of_disk(hub):
        return _Build(hub, progress).run()


def is_built(hub: Hub) -> bool:
    """Whether the last build came to its end."""
    return "inputs" in read_json(hub.lake / KEY)


def is_current(hub: Hub) -> bool:
    """Whether the last build came to its end and nothing has changed since."""
    build = _Build(hub, silent)
    build.look()
    return not build.unreadable and build.is_up_to_date(build.inputs_key())


class _Build:
    def __init__(self, hub: Hub, progress: Progress) -> None:
        self.hub = hub
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.files: dict[str, SourceFile] = {}
        self.skipped: list[tuple[str, str]] = []
        self.unreadable: list[Refused] = []

    def run(self) -> Summary:
        check_format(self.hub.lake)
        with self.timed("look"):
            self.look()
            inputs = self.inputs_key()
            unchanged = self.is_up_to_date(inputs)
        if unchanged:
            return self.summary()
        with self.timed("words"):
            vocabulary = self.load_words()
            methods = methods_key(self.hub)
        if is_built(self.hub) and all(_is_there(self.hub.lake, stage) for stage in STAGE_FILES):
            former.keep(self.hub)
        with self.timed("sources"):
            sweep(self.hub.lake)
            self.forget("inputs")
            removed = self.remove_vanished()
            read, lasting = self.make_sources(methods)
        stages = self.run_stages(vocabulary)
        if lasting and not self.unreadable:
            self.remember(inputs=inputs)
        return self.summary(read, removed, stages)

    def look(self) -> None:
        """Hash every file; files of equal bytes are one source, under the first of their names."""
        for path in self.hub.paths():
            try:
                file = self.hub.file(path)
            except OSError as error:
                reason = f"{self.hub.name_of(path)}: it cannot be opened ({error.strerror})"
                self.unreadable.append(Refused(self.hub.name_of(path), reason))
                continue
            first = self.files.setdefault(file.source_id, file)
            if first is not file:
                self.skipped.append((file.name, f"same bytes as {first.name}"))

    def inputs_key(self) -> str:
        return inputs_key(self.hub, self.files.values(), fingerprint(self.hub.decisions))

    def is_up_to_date(self, inputs: str) -> bool:
        """Whether the last build had the same inputs, and all that it made is still there."""
        lake = self.hub.lake
        return (
            read_json(lake / KEY).get("inputs") == inputs
            and source_keys(lake).keys() == self.files.keys()
            and all(_is_there(lake, stage) for stage in STAGE_FILES)
        )

    def load_words(self) -> Any:
        """Load the hub's own words anew: a fault in them is told before anything is done."""
        from karaula.check import load_rules
        from karaula.extract.patterns import finders
        from karaula.vocabulary import load

        words = self.hub.words
        if words != Words():  # the packaged ones do not change while the program runs
            for loader in (load, finders, load_rules):
                loader.cache_clear()
        vocabulary = load(*words.vocabulary)
        finders(*words.patterns)
        load_rules(*words.checks)
        region = self.hub.config.region
        if region not in vocabulary.area_sets:
            known = ", ".join(vocabulary.area_sets) or "none"
            problem = f"there is no set of areas {region!r}"
            raise HubError(problem, "karaula.toml: region", f"known are: {known}")
        return vocabulary

    def remove_vanished(self) -> list[str]:
        """Remove the sources whose files are gone or have changed."""
        known = source_keys(self.hub.lake)
        gone = [source_id for source_id in known if source_id not in self.files]
        if gone:
            self.forget(STANDING)
        for source_id in gone:
            remove_folder(sources_folder(self.hub.lake) / source_id)
        return sorted(str(known[source_id].get("name")) for source_id in gone)

    def make_sources(self, methods: str) -> tuple[list[str], bool]:
        """Read what changed. Returns the names, and whether all of it is settled."""
        known = source_keys(self.hub.lake)
        keys = {source_id: source_key(file, methods) for source_id, file in self.files.items()}
        pending = [
            source_id
            for source_id in self.files
            if known.get(source_id, {}).get("key") != keys[source_id]
        ]
        if not pending:
            return [], True
        self.forget(STANDING)
        from karaula.lake.write import write_source
        from karaula.workspace.source import Job
        from karaula.workspace.workers import make_all

        words, defaults = self.hub.words, self.hub.config.sources
        jobs = [Job(self.files[i], keys[i], words, defaults) for i in pending]
        lasting = True
        self.progress(Step("sources", "", 0, len(jobs)))
        for done, made in enumerate(make_all(jobs), 1):
            claims = {kind: table.num_rows for kind, table in made.tables.claims.items()}
            key = {
                "key": made.job.key if made.lasting else "",
                "name": made.job.file.name,
                "refused": made.refused,
                "passed_over": made.passed_over,
                "unread": made.tables.unread.num_rows,
                "claims": {kind: count for kind, count in claims.items() if count},
            }
            write_source(self.hub.lake, made.tables, key)
            lasting &= made.lasting
            self.progress(Step("sources", made.job.file.name, done, len(jobs)))
        return sorted(job.file.name for job in jobs), lasting

    def run_stages(self, vocabulary: Any) -> list[str]:
        """Run the stages over the lake whose inputs changed."""
        from karaula.workspace.stages import STAGES, stage_keys

        # What stands in the lake's own keys, not what was meant: a refused source may differ.
        sources = digest(f"{i} {key}" for i, key in source_keys(self.hub.lake).items())
        keys = stage_keys(self.hub, sources)
        known = read_json(self.hub.lake / KEY)
        changed = [
            name
            for name, key in keys.items()
            if known.get(name, {}).get("key") != key or not _is_there(self.hub.lake, name)
        ]
        self.forget(*changed)
        for done, name in enumerate(changed):
            self.progress(Step("stages", name, done, len(changed)))
            with self.timed(name):
                writes, told = STAGES[name](self.hub, vocabulary)
                for file, write in zip(STAGE_FILES[name], writes, strict=True):
                    write(self.hub.lake / file)
                self.remember(**{name: {"key": keys[name], "told": told}})
        return changed

    def forget(self, *names: str) -> None:
        known = read_json(self.hub.lake / KEY)
        if any(name in known for name in names):
            write_json(
                self.hub.lake / KEY, {name: v for name, v in known.items() if name not in names}
            )

    def remember(self, **values: Any) -> None:
        known = read_json(self.hub.lake / KEY) | values | {"format": LAKE_FORMAT}
        write_json(self.hub.lake / KEY, known)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.seconds[stage] = perf_counter() - started

    def summary(
        self,
        read: list[str] | None = None,
        removed: list[str] | None = None,
        stages: list[str] | None = None,
    ) -> Summary:
        keys = source_keys(self.hub.lake)
        known = read_json(self.hub.lake / KEY)
        claims: Counter[str] = Counter()
        for key in keys.values():
            claims.update(key.get("claims", {}))
        refused = [Refused(k["name"], k["refused"]) for k in keys.values() if k.get("refused")]
        over = [(k["name"], k["passed_over"]) for k in keys.values() if k.get("passed_over")]
        names = {file.name for file in self.files.values()}
        return Summary(
            read=tuple(read or ()),
            unchanged=tuple(sorted(names - set(read or ()))),
            skipped=(*self.skipped, *sorted(over)),
            removed=tuple(removed or ()),
            refused=tuple(sorted([*refused, *self.unreadable], key=lambda r: r.name)),
            claims=dict(sorted(claims.items())),
            unread=sum(key.get("unread", 0) for key in keys.values()),
            findings=known.get("findings", {}).get("told", {}),
            measures=known.get("measures", {}).get("told", 0),
            stages=tuple(stages or ()),
            seconds=self.seconds,
        )


def _is_there(lake: Path, stage: str) -> bool:
    """Whether all that a stage writes is there."""
    return all((lake / file).is_file() for file in STAGE_FILES[stage])


@contextmanager
def _told_of_disk(hub: Hub) -> Iterator[None]:
    """Say in one sentence that the folder cannot be written to, or is full."""
    try:
        yield
    except OSError as error:
        place = Path(error.filename) if error.filename else hub.folder
        problem = f"the lake cannot be written ({error.strerror or error})"
        remedy = "check that you may write there and that the disk is not full"
        raise HubError(problem, place, remedy) from error
