from engagements.checks import LIBRARIES, missing_packages, pango_is_there


def test_what_is_installed_is_not_missed():
    assert missing_packages(LIBRARIES) == []
    assert pango_is_there() == []


def test_a_library_that_is_not_there_is_named_by_its_package(monkeypatch):
    monkeypatch.setitem(LIBRARIES, "libpango-1.0-0", "libnosuchthing.so.0")

    (warning,) = pango_is_there()

    assert warning.id == "engagements.W001"
    assert warning.hint == "On Debian: apt-get install libpango-1.0-0"
