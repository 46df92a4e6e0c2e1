"""Addresses of letters: wordings, documents, files that come in."""

from django.urls import path

from ..views.letters import comments, letter, taking, wording

LETTERS = [
    path("take", taking.taking, name="take"),
    path("attempts", taking.attempts, name="attempts"),
    path("attempts/<int:pk>", taking.attempt_file, name="attempt-file"),
    path("<str:reference>/letter", letter.letter, name="letter"),
    path("<str:reference>/letter.<str:ending>", letter.file, name="letter-file"),
    path("<str:reference>/letters/<int:number>", letter.signed, name="signed-letter"),
    path("<str:reference>/wording/<str:language>", wording.wording, name="wording"),
    path("<str:reference>/wording/<str:language>/passages.<str:form>", wording.file, name="wording-file"),
    path("<str:reference>/comments", comments.comments, name="comments"),
    path("<str:reference>/comments.json", comments.file, name="comments-file"),
]
