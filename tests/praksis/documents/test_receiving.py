"""Files while they come in: a form with a file that is too large, or too many, is still read to its end."""

import resource
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from praksis.documents import receiving, uploads
from praksis.documents.refusals import NOT_RECEIVED, TOO_MANY_AT_ONCE, Refused
from tests.factories.files import pdf, stream


@pytest.fixture
def sent():
    """The request of a form with a text and these files, as the view reads it."""
    requests = []

    def send(*contents: bytes):
        files = [SimpleUploadedFile(f"fil {number}.pdf", each) for number, each in enumerate(contents)]
        requests.append(RequestFactory().post("/", {"need": "Uro om formiddagen.", "files": files}))
        return requests[-1]

    yield send
    for request in requests:
        request.close()


def large(size: int) -> bytes:
    return pdf(stream(b"x" * size))


@contextmanager
def no_room():
    """Let no file of this process become bigger than a kilobyte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_within_the_limit_comes_in_whole(sent):
    content = large(4_000_000)

    (file,) = sent(content).FILES.getlist("files")

    assert uploads.receive(file).content == content


def test_of_a_file_that_is_too_large_only_the_beginning_is_kept_and_the_form_is_read(sent):
    request = sent(large(12_000_000))

    (file,) = request.FILES.getlist("files")

    assert request.POST["need"] == "Uro om formiddagen."
    assert (file.size > 12_000_000, len(file.read())) == (True, receiving.MOST_OF_A_FILE)
    with pytest.raises(Refused, match="Den fylder 11,4 MB og må højst fylde 10,0 MB"):
        uploads.receive(file)


def test_what_is_too_much_at_once_is_not_kept_and_says_so(sent, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OF_A_REQUEST", 5_000_000)

    first, second = sent(large(3_000_000), large(3_000_000)).FILES.getlist("files")

    assert uploads.receive(first).size > 3_000_000
    with pytest.raises(Refused, match=TOO_MANY_AT_ONCE):
        uploads.receive(second)


def test_a_disk_without_room_loses_the_file_and_not_the_form(sent):
    with no_room():
        request = sent(large(4_000_000))
        (file,) = request.FILES.getlist("files")

        assert request.POST["need"] == "Uro om formiddagen."
        with pytest.raises(Refused, match=NOT_RECEIVED):
            uploads.receive(file)


def test_a_folder_that_is_not_there_loses_the_file_and_not_the_form(sent, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "ikke")
    request = sent(large(4_000_000))

    (file,) = request.FILES.getlist("files")

    assert request.POST["need"] == "Uro om formiddagen."
    with pytest.raises(Refused, match=NOT_RECEIVED):
        uploads.receive(file)
