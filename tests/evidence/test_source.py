"""Sources: the same bytes are the same source under any name."""

import pytest

from karaula.evidence import Source, content_id, source_from_dict


def test_bytes_make_the_id():
    first, digest = content_id(b"words")
    assert content_id(b"words") == (first, digest)
    assert digest.startswith(first)
    assert content_id(b"other words")[0] != first


@pytest.mark.parametrize(
    ("name", "doc"),
    [
        ("report.pdf", "report"),
        ("2021/report.v2.pdf", "report.v2"),
        ("no-ending", "no-ending"),
        (".hidden", ".hidden"),
    ],
)
def test_short_name(name: str, doc: str):
    assert Source(source_id="x", sha256="x", name=name, title="t").doc == doc


def test_plain_form_reads_back():
    values = {"source_id": "x", "sha256": "y", "name": "n", "title": "t", "marks": ["draft"]}
    source = source_from_dict(values | {"unknown": 1})
    assert source.marks == ("draft",)
    assert source.reliability == "F"
