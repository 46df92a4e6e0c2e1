"""Files of which only the hashes are wanted: they are worked out as the file comes in, and nothing of it is kept."""

from hashlib import sha256, sha512
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

if TYPE_CHECKING:  # it takes its type in the stubs only
    Uploaded = UploadedFile[Any]
else:
    Uploaded = UploadedFile


class Hashed(Uploaded):
    """A file that came in and went: its name, size and hashes."""

    def __init__(self, name: str, size: int, sha256: str, sha512: str) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.sha256, self.sha512 = sha256, sha512


class Hashing(FileUploadHandler):
    """Takes every file of a form and keeps nothing but its hashes."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """No other handler gets the file."""
        super().new_file(*args, **kwargs)
        self.short, self.long = sha256(), sha512()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Reckons a part of the file in."""
        self.short.update(raw_data)
        self.long.update(raw_data)

    def file_complete(self, file_size: int) -> Hashed:
        """The hashes of the whole file."""
        return Hashed(self.file_name or "file", file_size, self.short.hexdigest(), self.long.hexdigest())
