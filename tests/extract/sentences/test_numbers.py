"""Written numbers: every spelling that reports use, and the ones that cannot be decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.extract.sentences.numbers import decimal_separator, read_number, shown

# digits as written | sign that the document uses before decimals | value | other readings
CASES = [
    ("61", None, 61, ()),
    ("6,21", None, 6.21, ()),
    ("6.21", None, 6.21, ()),
    ("2,6", None, 2.6, ()),
    ("1,234,567", None, 1234567, ()),
    ("1.234.567", None, 1234567, ()),
    ("1.234.567,8", None, 1234567.8, ()),
    ("1,234,567.8", None, 1234567.8, ()),
    ("10,000.50", None, 10000.5, ()),
    ("0.500", None, 0.5, ()),
    # One separator before three digits: English usage first, the other reading kept …
    ("1.500", None, 1.5, (1500,)),
    ("1,500", None, 1500, (1.5,)),
    # … unless the document has shown which sign it uses.
    ("1.500", ",", 1500, ()),
    ("1.500", ".", 1.5, ()),
    ("1,500", ",", 1.5, ()),
    ("1,500", ".", 1500, ()),
]


@pytest.mark.parametrize(("digits", "decimal", "value", "others"), CASES)
def test_reads(digits, decimal, value, others):
    number = read_number(digits, decimal)
    assert number is not None
    assert number.value == value
    assert number.alternatives == others


@pytest.mark.parametrize("digits", ["1.2.3", "1,2,3", "1.2,3.4", "12,34,567", "1234,567.8,9"])
def test_refuses_what_is_no_single_number(digits):
    assert read_number(digits) is None


@pytest.mark.parametrize(
    ("numbers", "sign"),
    [
        (["6,21", "5,63", "193"], ","),
        (["6.21", "1,234,567"], "."),
        (["1.234.567"], ","),
        (["1.500", "2,000"], None),
        (["27.10.2023", "1,954"], None),  # a day tells nothing
        (["27.10.2023", "1,954", "2.5"], "."),
        (["6,21", "6.21"], None),
        ([], None),
    ],
)
def test_a_document_shows_its_decimal_sign(numbers, sign):
    assert decimal_separator(numbers) == sign


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_two_decimals_never_leave_a_doubt(value):
    for sign in ",.":
        number = read_number(str(value).replace(".", sign))
        assert number is not None
        assert number.value == float(value)
        assert not number.alternatives


@given(st.integers(min_value=0, max_value=10**12))
def test_shown_reads_back(value):
    number = read_number(shown(float(value)))
    assert number is not None
    assert number.value == value
