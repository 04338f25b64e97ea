"""Taking in the files of a request: no more of each than we keep, and no error where the disk is full."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from praksis.documents.uploads import LARGEST

# One byte more than may be kept tells that a file is too large.
MOST_OF_A_FILE = LARGEST + 1
# What one request may leave on the disk while it is answered
MOST_OF_A_REQUEST = 60 * 1024**2


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps the beginning of a file that is too large, so that its form is read to the end and answered in words.

    The file's `size` is what was sent. `is_cut` says that so much came at once that some of it was not kept, `is_lost`
    that it could not be written.
    """

    file: Any  # an uploaded file with the two marks

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.room = MOST_OF_A_REQUEST

    def new_file(self, *args, **kwargs):
        try:
            super().new_file(*args, **kwargs)
            self.file.is_lost = self.file.is_cut = False
        except OSError:
            self._lose()

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: max(0, MOST_OF_A_FILE - start)]
        if len(kept) > self.room:
            kept, self.file.is_cut = b"", True
        self.room -= len(kept)
        if not self.file.is_lost:
            self._try(lambda: super(BoundedUploadHandler, self).receive_data_chunk(kept, start))

    def file_complete(self, file_size):
        self._try(lambda: self.file.seek(0))
        self.file.size = file_size
        return self.file

    def _try(self, write):
        try:
            write()
        except OSError:
            with suppress(OSError):
                self.file.close()
            self._lose()

    def _lose(self):
        """Let an empty file stand for the one that could not be written."""
        self.file = InMemoryUploadedFile(BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset)
        self.file.is_lost, self.file.is_cut = True, False
