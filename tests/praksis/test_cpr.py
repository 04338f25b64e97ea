import pytest

from praksis import cpr


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "010190 - 1234",
        "010190–1234",
        "010190\u00a01234",
        "Barnet (010118-4321) er tre år.",
        "cpr:311299-0000",
        "CPR310118-7000.",
        "290200-4000",  # 2000 was a leap year
        "290204-9000",
        "290296-1234",
        "311236-4000",  # 2036
        "311237-4000",  # 1937
        "311257-8000",  # 2057
        "311258-8000",  # 1858
        "tlf. 12345678, cpr 121212-1212",
        "linje\n010190-1234\nlinje",
        "010190-1234/020290-2345",
    ],
)
def test_what_looks_like_a_cpr_number_is_found(text):
    assert cpr.holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi har 25 børn.",
        "12345678",
        "12 34 56 78",
        "+45 12 34 56 78",
        "4512345678",  # a telephone number with its country: there is no 45th
        "320190-1234",
        "000190-1234",
        "011390-1234",
        "310490-1234",
        "290201-1234",  # 1901
        "290200-1234",  # 1900 was no leap year
        "290257-5000",  # 2057
        "290258-5000",  # 1858
        "010190-123",
        "010190-12345",
        "1010190-1234",
        "00101901234",
        "01019012345",
        "010190-1234-5",
        "7-010190-1234",
        "01.01.90",
        "01-01-1990",
        "2017-2018",
        "010190--1234",
        "010190, 1234",
        "010190\n1234",
        "01 01 90 12 34",
        "5.781.190 indbyggere",
        "978-87-93365-12-3",
        "DK5000400440116243",
        "a1b2c3d4-0101-4901-8234-567890123456",
    ],
)
def test_what_is_no_cpr_number_is_left_alone(text):
    assert not cpr.holds(text)


@pytest.mark.parametrize(
    ("year", "seventh", "born"),
    [
        (0, 0, 1900),
        (99, 3, 1999),
        (36, 4, 2036),
        (37, 4, 1937),
        (0, 9, 2000),
        (36, 9, 2036),
        (37, 9, 1937),
        (57, 5, 2057),
        (58, 5, 1858),
        (99, 8, 1899),
        (0, 8, 2000),
    ],
)
def test_the_seventh_digit_tells_the_century(year, seventh, born):
    assert cpr.year_of(year, seventh) == born


def test_every_number_is_found_as_it_is_written():
    assert cpr.find("Først 010190-1234, så 0202902345 og 310490-1234.") == ["010190-1234", "0202902345"]


def test_a_text_without_end_is_read_in_no_time():
    assert cpr.find("1" * 1_000_000) == []
    assert cpr.find("010190-" * 100_000) == []
