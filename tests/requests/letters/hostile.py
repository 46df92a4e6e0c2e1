"""PDF files as somebody makes them who means no good."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter


def attached(files: dict[str, bytes], *, password: str = "", packed: bool = False) -> bytes:
    """A PDF of one page with these files attached; ``packed`` content is packed already."""
    writer = PdfFileWriter()
    _page(writer)
    for name, content in files.items():
        held = EmbeddedFileObject.from_file_data(writer, data=b"" if packed else content, mime_type="text/plain")
        if packed:
            held._encoded_data = content
            held[pdf_name("/Filter")] = pdf_name("/FlateDecode")
        elif len(content) > 100:
            held.compress()
        spec = FileSpec(file_spec_string=name, file_name=name, embedded_data=held)
        embed_file(writer, spec)
    if password:
        writer.encrypt(owner_pass=password, user_pass=password)
    return _written(writer)


def appended(letter: bytes) -> bytes:
    """The letter with one page more, as an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(letter))
    _page(writer)
    return _written(writer)


def swapped(letter: bytes) -> bytes:
    """The letter with other data attached, as an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(letter))
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]["/F"]
    stream._data, stream._encoded_data = b'{"format": "cjin-request/1"}', None
    writer.update_container(stream)
    return _written(writer)


def _page(writer: PdfFileWriter | IncrementalPdfFileWriter) -> None:
    content = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))


def _written(writer: PdfFileWriter | IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
