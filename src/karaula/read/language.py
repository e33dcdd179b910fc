"""Which language a text is in, told by its commonest words; ``None`` where that is not sure."""

import re

# Words of fifty or so that are frequent in one language and rare in its neighbours. Bosnian,
# Croatian, Serbian and Montenegrin are one here ("sh", or "sr" in Cyrillic script): common words
# do not tell them apart.
_COMMON = {
    "en": "the of and to in is that for was with as are by from this which have has been were "
    "their its an at on be or not",
    "sh": "je i u na da se su za koji koja koje od kao iz bi ili nije sa što će biti ovo kako "
    "između te te po godine",
    "sr": "је и у на да се су за који која које од као из би или није са што ће бити ово како "
    "између по године",
    "sl": "je in v na da se so za ki od kot iz bi ali ni pri tudi po ter biti med kar tega pa z s",
    "mk": "и на во се да за од со што е не како кои која кој ги го му или беше ќе по овој меѓу",
    "bg": "и на в се да за от с че е не като които която който са по или при след между през ще",
    "sq": "të e në dhe për me nga një që është si ka janë nuk ose kjo ky do më i së u të cilat",
    "ro": "și în de la a care pe cu din este pentru că sunt nu mai o un ale prin sau au fost",
    "el": "και το της η του την των με για από στην στο που είναι τα οι δεν θα ως σε",
    "hu": "a az és hogy nem is egy meg ez de volt mint csak már ha még el van vagy",
    "tr": "ve bir bu için ile olarak da de olan daha çok gibi sonra kadar en ise ki",
    "de": "der die und das den von mit ist des nicht ein eine für im dem zu auf auch als",
    "fr": "le la les des et en du une est dans pour que qui sur par avec au ne pas",
    "es": "el la los las de y en que un una por con para del se es no al como",
    "it": "il di la che e per un una del della in con non le i gli sono da al",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SIGNS_READ = 40_000
FEW_WORDS = 20
LEAST_SHARE = 0.12
LEAST_LEAD = 1.25
"""How many times more of its common words than of the next language's a text must have."""


def language(text: str) -> str | None:
    """ISO 639-1 code (``sh`` for Bosnian, Croatian, Montenegrin and Serbian in Latin script)."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text[:_SIGNS_READ])]
    if len(words) < FEW_WORDS:
        return None
    shares = sorted(
        (
            (sum(word in common for word in words) / len(words), code)
            for code, common in _WORDS.items()
        ),
        reverse=True,
    )
    (best, code), (next_best, _) = shares[0], shares[1]
    return code if best >= LEAST_SHARE and best >= LEAST_LEAD * next_best else None
