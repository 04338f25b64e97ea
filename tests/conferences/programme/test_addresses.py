import pytest

from conferences.programme.addresses import proposed


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Leg på tværs", "leg-paa-tvaers"),
        ("ÆØÅ!", "aeoeaa"),
        ("Børn & voksne – 2018", "boern-voksne-2018"),
        ("a" * 59 + " b", "a" * 59),
        ("…", ""),
    ],
)
def test_an_address_is_proposed_from_the_title(title, address):
    assert proposed(title) == address
