"""What arrives with a form: of a file over the limit only its size is kept, and a body that was cut leaves nothing behind."""

from __future__ import annotations

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParser

MEGABYTE = 1024 * 1024
#: of one file, at every door
LARGEST_FILE = 20 * MEGABYTE
#: of everything that comes with one form; what is larger is not even read
LARGEST_BODY = 100 * MEGABYTE


class Whole:
    """A body that ends before the length it announced is an interrupted one, not a short one."""

    def __init__(self, body: Any, length: int) -> None:
        self.body, self.lacking = body, length

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.body.read(size)
        self.lacking -= len(data)
        if not data and size != 0 and self.lacking > 0:
            raise UnreadablePostError("the connection ended before the whole form arrived")
        return data


class WholeBody(FileUploadHandler):
    """First of the handlers. Parses with the others; if the connection ends halfway, they clean what they had written."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  the name that Django gives it
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> Any:
        if content_length > LARGEST_BODY:
            raise RequestDataTooBig("the form is larger than what is read")
        request: Any = self.request
        others = [each for each in request.upload_handlers if each is not self]
        whole: Any = Whole(input_data, content_length)
        parser = MultiPartParser(META, whole, others, encoding)
        try:
            return parser.parse()
        except Exception:
            for each in others:
                each.upload_interrupted()
            raise

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class OnlyUpToTheLimit(FileUploadHandler):
    """Before those that write: past the limit nothing more is written, so that a huge file fills neither memory nor disk."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start + len(raw_data) <= LARGEST_FILE else None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The name and the size of what was too large; the form refuses it by its size."""
        if file_size <= LARGEST_FILE:
            return None
        return UploadedFile(io.BytesIO(), self.file_name or "", self.content_type or "", file_size)
