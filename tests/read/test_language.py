"""Which language a text is in."""

import pytest

from karaula.read.language import language

TEXTS = {
    "en": "The police of the town seized a load of heroin on the road, and it was the first of the "
    "year in that part of the hills, as the clans have the means for more.",
    "sh": "Policija je u gradu zaplijenila heroin na putu, a to je bila prva zapljena ove godine u "
    "tom dijelu zemlje, jer se klanovi ne boje i imaju novac koji im je potreban za više.",
    "sr": "Полиција је у граду запленила хероин на путу, а то је била прва заплена ове године у "
    "том делу земље, јер се кланови не боје и имају новац који им је потребан за више.",
    "mk": "Полицијата во градот заплени хероин на патот и тоа беше прва заплена оваа година во тој "
    "дел од земјата, бидејќи клановите не се плашат и имаат пари за повеќе.",
    "bg": "Полицията в града задържа хероин на пътя и това е първият случай през тази година в "
    "тази част на страната, тъй като клановете не се страхуват и имат пари за повече.",
    "sq": "Policia e qytetit sekuestroi heroinë në rrugë dhe kjo është hera e parë këtë vit në atë "
    "pjesë të vendit, sepse klanet nuk kanë frikë dhe kanë para për më shumë.",
    "ro": "Poliția din oraș a confiscat heroină pe drum și este prima captură din acest an în acea "
    "parte a țării, pentru că clanurile nu se tem și au bani pentru mai mult.",
    "sl": "Policija je v mestu zasegla heroin na cesti in to je bil prvi zaseg v tem letu v "
    "tem delu države, ker se klani ne bojijo in imajo denar, ki ga potrebujejo za več.",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_languages_of_the_region(code: str) -> None:
    assert language(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text", ["", "Albania 5,63", "heroin cocaine cannabis " * 20, "1 2 3 " * 50]
)
def test_what_is_no_prose_has_no_language(text: str) -> None:
    assert language(text) is None
