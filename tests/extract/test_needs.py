"""What a sentence must hold before an expression is tried on it."""

import re

from karaula.extract.incidents.words import alternatives, phrases
from karaula.extract.needs import Needs

A, B, C, D = (frozenset(sign) for sign in "abcd")


def test_pieces_side_by_side_are_needed_so():
    needs = Needs()
    needs.add(A)
    needs.add(B)
    assert needs.hardest() == (A, B)
    assert needs.pairs() == ((A, B),)


def test_what_may_stand_between_may_follow_too():
    needs = Needs()
    needs.add(A)
    needs.skip(B)
    needs.begin()
    needs.add(C)
    needs.end(optional=True)
    needs.add(D)
    assert needs.hardest() == (A, D)
    assert needs.pairs() == ((A, B | C | D),)


def test_a_bracket_of_single_pieces_is_a_piece():
    needs = Needs()
    needs.start("^")
    needs.begin()
    needs.add(A)
    needs.otherwise()
    needs.add(B)
    needs.end(optional=False)
    needs.add(C)
    assert needs.pairs() == ((frozenset("^"), A | B), (A | B, C))


def test_of_a_longer_bracket_it_is_not_known_what_follows():
    for optional in (True, False):
        needs = Needs()
        needs.add(A)
        needs.begin()
        needs.add(B)
        needs.add(C)
        needs.end(optional=optional)
        needs.add(D)
        assert needs.pairs() == ()


def test_over_a_gap_it_is_not_known_what_follows():
    needs = Needs()
    needs.add(A)
    needs.gap()
    needs.add(B)
    needs.begin()
    needs.gap()
    needs.otherwise()
    needs.add(C)
    needs.end(optional=False)
    needs.add(D)
    assert needs.pairs() == ()
    assert needs.hardest() == (A, B, D)


def test_of_alternatives_nothing_is_needed():
    needs = Needs()
    needs.add(A)
    needs.add(B)
    needs.otherwise()
    needs.add(C)
    assert needs.hardest() == needs.pairs() == ()


def test_the_longest_phrase_of_an_alternation_fits():
    found = re.compile(f"(?:{alternatives('persons', 'person')})(?= )")
    for phrase in (*phrases("persons"), *phrases("person")):
        match = found.match(f"{phrase} ")
        assert match is not None and match.group() == phrase
