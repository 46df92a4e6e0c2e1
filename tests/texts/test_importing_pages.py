"""The page that brings a text in: by file and by symbol, with errors beside their fields and nothing kept."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.texts.models import Expression, Source, Work
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.test_editing import TEXT

HERE = "/texts/import"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_person: Callable[..., User], client: Client) -> Client:
    client.force_login(make_person("editor", "texts.edit"))
    return client


def send(client: Client, content: bytes, name: str = "text.txt", **more: str):  # type: ignore[no-untyped-def]
    return client.post(HERE, {"way": "upload", "file": SimpleUploadedFile(name, content), **more})


def bomb() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", 8) as packed:
        packed.writestr("word/document.xml", b"<w:p>" + b"a" * 300_000_000)
    return made.getvalue()


def test_the_page_is_for_people_with_the_duty(client: Client, make_person: Callable[..., User]) -> None:
    answer = client.get(HERE)
    assert answer.status_code == 403
    assert "/accounts/login/?next=/texts/import" in answer.text
    client.force_login(make_person("reader"))
    assert client.get(HERE).status_code == 403
    assert send(client, TEXT.encode()).status_code == 403
    assert not Source.objects.exists()


def test_a_file_becomes_a_draft_and_leads_to_it(editor: Client) -> None:
    assert "32 MB" in editor.get(HERE).text
    answer = send(editor, TEXT.encode())
    source = Source.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/texts/drafts?file={source.pk}")
    page = editor.get(answer["Location"]).text
    assert "1 draft was made." in page
    draft = Expression.objects.get()
    assert f"/texts/drafts/{draft.pk}" in page
    assert draft.imported_by is not None
    assert "text.txt" in page


def test_the_same_file_changes_nothing_and_says_so(editor: Client) -> None:
    send(editor, TEXT.encode())
    answer = editor.post(HERE, {"way": "upload", "file": SimpleUploadedFile("b.txt", TEXT.encode())}, follow=True)
    assert "nothing changed" in answer.text
    assert (Source.objects.count(), Expression.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b"  \n \n"),
        ("letter.txt", b"Dear all,\n\nlunch is at noon.\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n0000"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("archive.docx", b"PK\x03\x04 and nothing more"),
        ("bomb.docx", bomb),
        ("binary.txt", bytes(range(256)) * 20),
    ],
)
def test_a_bad_file_is_refused_beside_the_field_and_nothing_is_kept(
    editor: Client, name: str, content: bytes | Callable[[], bytes]
) -> None:
    answer = send(editor, content() if callable(content) else content, name)
    assert answer.status_code == 422
    assert 'href="#upload_file"' in answer.text
    assert 'id="upload_file_error"' in answer.text
    assert not Source.objects.exists()
    assert not Expression.objects.exists()
    assert not Work.objects.filter(known=False).exists()


def test_no_file_and_too_large_a_file_are_told(editor: Client) -> None:
    assert 'id="upload_file_error"' in editor.post(HERE, {"way": "upload"}).text
    answer = send(editor, b"1. A word.\n" * 3_200_000)
    assert answer.status_code == 422
    assert "larger than 32 MB" in answer.text


def test_a_wrong_symbol_is_told_beside_its_field(editor: Client) -> None:
    answer = editor.post(HERE, {"way": "fetch", "symbol": "<b>kyoto", "language": "en"})
    assert answer.status_code == 422
    assert 'id="fetch_symbol_error"' in answer.text
    assert "&lt;b&gt;kyoto" in answer.text
    assert 'id="upload_file_error"' not in answer.text


def test_the_list_of_drafts_teaches_when_it_is_empty(editor: Client, client: Client) -> None:
    assert "No draft waits" in editor.get("/texts/drafts").text
    client.logout()
    assert client.get("/texts/drafts").status_code == 403


def test_the_list_takes_no_more_queries_for_more_drafts(editor: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        send(editor, TEXT.replace("examples", f"examples {number}").encode(), f"{number}.txt")
    with django_assert_max_num_queries(8):
        page = editor.get("/texts/drafts").text
    assert page.count("<bdi>") >= 5
    assert editor.get("/texts/drafts?file=99999999999999999999").status_code == 200
    assert editor.get("/texts/drafts?file=x").status_code == 200
