"""Words of a question to a filter: countries and regions, drugs, modes, dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from karaula.measure.routes.drugs import drug_of
from karaula.measure.seizures.describe import Filter
from karaula.measure.seizures.national import LEVELS
from karaula.measure.seizures.normalise import Days, days_of
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.models import Entry
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted


def part(opened: Opened, wanted: Wanted) -> Part:
    """The part of what was opened that a question is about."""
    words, notes, title = opened.vocabulary, [], []
    areas: list[str] = []
    substances: tuple[str, ...] = ()
    if wanted.drug is not None:
        drug = drug_of(wanted.drug, words)
        title.append(drug.name)
        substances = tuple(sorted(drug.substances))
    else:
        title.append("all drugs")
    for text in wanted.areas:
        name, members, note = _areas(opened, text)
        areas += members
        title.append(name)
        notes += [note] if note else []
    transports = _transports(wanted.mode, words) if wanted.mode else ()
    hidings = _listed("hiding place", wanted.hiding, words.hiding)
    installations = _listed("installation", wanted.installation, words.installations)
    title += [f"by {wanted.mode}"] if wanted.mode else []
    title += [words.hiding[key].name.lower() for key in hidings]
    title += [words.installations[key].name.lower() for key in installations]
    since, until = _day(wanted.since), _day(wanted.until)
    if since and until and since.low > until.high:
        raise QuestionError(f"{wanted.since} lies after {wanted.until}", None, "turn them round")
    title += [f"from {wanted.since}"] if since else []
    title += [f"to {wanted.until}"] if until else []
    if wanted.origin:
        title.append({"dataset": "from data sets", "text": "from texts"}[wanted.origin])
    if wanted.copies not in LEVELS:
        raise QuestionError(
            f"there is no level of copies {wanted.copies}", None, f"take {', '.join(LEVELS)}"
        )
    found = Filter(
        areas=tuple(dict.fromkeys(areas)),
        substances=substances,
        since=since.low if since else None,
        until=until.high if until else None,
        transports=transports,
        hidings=hidings,
        installations=installations,
        origin=wanted.origin,
        copies=wanted.copies,  # type: ignore[arg-type]
        suspects=wanted.suspects,
    )
    return Part(opened, wanted, found, ", ".join(title), tuple(notes))


def _names(key: str, entry: Entry) -> Iterable[str]:
    more = (*getattr(entry, "street", ()), *getattr(entry, "local", ()))
    return (key, entry.name, *entry.names, *more)


def _areas(opened: Opened, text: str) -> tuple[str, tuple[str, ...], str | None]:
    """The countries that go by a code or name, what they are called, and which set this is."""
    words, key = opened.vocabulary, name_key(text)
    codes = {one.iso2: code for code, one in words.areas.items()} | {c: c for c in words.areas}
    if code := codes.get(text.upper()):
        return opened.name(code), (code,), None
    fitting = [code for code, one in words.area_sets.items()
               if key in (name_key(code), name_key(one.name))]  # fmt: skip
    if not fitting and (area := words.find_area(text)):
        return opened.name(area), (area,), None
    if not fitting:
        regions = [code for code, one in words.regions.items()
                   if key in map(name_key, (code, one.name, *one.names, *one.local))]  # fmt: skip
        fitting = [code for code, one in words.area_sets.items() if one.region in regions]
        if opened.region in fitting:
            fitting = [opened.region]
    if len(fitting) == 1:
        chosen = words.area_sets[fitting[0]]
        members = ", ".join(opened.name(member) for member in chosen.members)
        return chosen.name, chosen.members, f"{chosen.name}: {members}."
    if fitting:
        raise QuestionError(
            f"sources differ on what {text} is", None, f"name the set: {', '.join(fitting)}"
        )
    known = {name_key(n): n for code, area in words.areas.items() for n in (code, area.name)}
    known |= {name_key(n): n for code, one in words.area_sets.items() for n in (code, one.name)}
    near = get_close_matches(key, known, n=3, cutoff=0.6)
    did = f"did you mean {' or '.join(known[one] for one in near)}?" if near else None
    sets = ", ".join(words.area_sets)
    raise QuestionError(
        f"there is no country or region {text}", None,
        did or f"name a country, its ISO code, or a set: {sets}",
    )  # fmt: skip


def _transports(text: str, words: Vocabulary) -> tuple[str, ...]:
    modes = dict.fromkeys(one.mode for one in words.transports.values())
    if text in modes:
        return tuple(key for key, one in words.transports.items() if one.mode == text)
    return _listed("mode or means of transport", text, words.transports, modes)


def _listed(
    what: str, text: str | None, entries: Mapping[str, Entry], also: Iterable[str] = ()
) -> tuple[str, ...]:
    """The item of a short list that words name."""
    if text is None:
        return ()
    known = {name_key(n): key for key, one in entries.items() for n in _names(key, one)}
    if name_key(text) in known:
        return (known[name_key(text)],)
    there = ", ".join(dict.fromkeys([*also, *entries]))
    raise QuestionError(f"there is no {what} {text}", None, f"take one of {there}")


def _day(text: str | None) -> Days | None:
    if text is None:
        return None
    found = days_of(text)
    if found is None or not date.min < found.low:
        raise QuestionError(
            f"{text} is no date", None, "write a year, month or day as 2014, 2014-05 or 2014-05-31"
        )
    return found
