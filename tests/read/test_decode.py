"""Bytes to text."""

import pytest

from karaula.read import ReadError
from karaula.read.decode import decode

LATIN = "Policija je zaplijenila heroin na granici. Šarić i Đorđević pušteni su, žalba čeka."
ROMANIAN = (
    "Poliţia a confiscat heroină şi cocaină în portul Constanţa, iar ancheta continuă în ţară."
)
HUNGARIAN = "A rendőrség heroint foglalt le a határon, a bűnözők Ausztriába vitték volna tovább."
CYRILLIC = "Полиција је запленила хероин на граничном прелазу. Ђорђе и Љиљана нису осуђени."
BULGARIAN = "Полицията задържа хероин на границата с Турция, а делото продължава в София."
GERMAN = "Die Polizei stellte größere Mengen Kokain sicher; über Müller wurde nichts bekannt."
ALBANIAN = "Policia sekuestroi heroinë në kufi dhe çoi çështjen në gjykatë."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "cp1250"),
        (LATIN, "iso8859_2"),
        (HUNGARIAN, "cp1250"),
        (HUNGARIAN, "iso8859_2"),
        (ROMANIAN, "cp1250"),
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "iso8859_5"),
        (BULGARIAN, "cp1251"),
        (BULGARIAN, "koi8_r"),
        (GERMAN, "cp1252"),
        (ALBANIAN, "cp1252"),
        (LATIN, "utf-8"),
        (LATIN, "utf-8-sig"),
        (CYRILLIC, "utf-16"),
        (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"),
        (CYRILLIC, "utf-32"),
    ],
)
def test_letters_of_the_region_come_out_right(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding))[0] == text * 3


def test_the_user_may_name_the_encoding() -> None:
    assert decode("đak".encode("cp1250"), "cp1250") == ("đak", "cp1250")


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (bytes(range(256)) * 8, None, "no text in any encoding"),
        (b"abc", "utf-9", "there is no encoding 'utf-9'"),
        (
            "đak đak đak".encode("cp1250") + b"\xff\xff\xff\xff",
            "utf-8",
            "not in the encoding utf-8",
        ),
    ],
)
def test_what_cannot_be_decoded_is_one_sentence(
    data: bytes, encoding: str | None, said: str
) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        decode(data, encoding, "a.txt")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("a.txt: ")


def test_a_sign_cut_at_the_end_shows_as_one_mark() -> None:
    assert decode("heroin na međi č".encode()[:-1])[0] == "heroin na međi \N{REPLACEMENT CHARACTER}"
