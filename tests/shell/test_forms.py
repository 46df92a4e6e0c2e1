"""Forms keep what was typed and show what is wrong beside the field and at the top."""

import re

from django import forms
from django.template import Context, Template
from django.utils import translation


class Letter(forms.Form):
    """A form with every kind of field that looks different."""

    subject = forms.CharField(help_text="In plain words.", max_length=20)
    day = forms.DateField(required=False)
    urgent = forms.BooleanField(required=False, label="It is urgent")
    kind = forms.ChoiceField(choices=[("a", "Request"), ("b", "Offer")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, object]:
        """Always one fault of the form as a whole."""
        raise forms.ValidationError("Both sides <must> sign.")


def shown(form: forms.Form) -> str:
    return Template('{% include "shell/components/form_fields.html" %}').render(Context({"form": form}))


def test_an_untouched_form_shows_no_faults() -> None:
    page = shown(Letter())
    assert "error-summary" not in page
    assert "field-errors" not in page
    assert page.count("(optional)") == 1


def test_what_was_typed_is_kept() -> None:
    page = shown(Letter({"subject": "x" * 30, "day": "not a day", "urgent": "on", "kind": "b", "secret": "s"}))
    assert f'value="{"x" * 30}"' in page
    assert 'value="not a day"' in page
    assert re.search(r'name="urgent"[^>]*checked', page)
    assert re.search(r'value="b"[^>]*checked', page)


def test_each_fault_stands_at_the_top_with_a_link_and_beside_its_field() -> None:
    page = shown(Letter({"subject": "", "day": "not a day", "kind": "z"}))
    summary, fields = page.split("</div>", 1)
    assert "Both sides &lt;must&gt; sign." in summary
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 3
    for target in targets:
        assert f'id="{target}"' in fields
    assert fields.count('class="field-errors"') == 3


def test_a_field_is_described_by_its_help_and_its_fault() -> None:
    page = shown(Letter({"kind": "a"}))
    described = re.search(r'name="subject"[^>]*aria-describedby="([^"]+)"', page)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in page
    assert re.search(r'name="subject"[^>]*aria-invalid="true"', page)


def test_every_field_that_is_seen_has_a_label_or_a_legend() -> None:
    page = shown(Letter())
    for name in ("id_subject", "id_day", "id_urgent", "id_kind_0"):
        assert f'for="{name}"' in page
    assert "<legend>Kind" in page
    assert 'type="hidden" name="secret"' in page


def test_the_default_form_of_the_framework_is_ours() -> None:
    assert str(Letter({"subject": ""})).strip().startswith('<div class="error-summary"')


def test_help_may_be_a_list_and_is_still_what_describes_the_field() -> None:
    class Password(forms.Form):
        password = forms.CharField(help_text="<ul><li>Long.</li></ul>")

    page = shown(Password())
    assert '<div class="help" id="id_password_helptext"><ul>' in page


class Short(forms.Form):
    """A field of each kind that may be left empty by mistake."""

    name = forms.CharField(max_length=5)
    day = forms.DateField()
    agreed = forms.BooleanField()
    kind = forms.ChoiceField(choices=[("a", "Request")])
    file = forms.FileField()


def test_what_is_wrong_is_told_in_the_words_of_the_house() -> None:
    empty = shown(Short({}))
    for sentence in ("Write something here.", "Name the day.", "Tick this", "Choose one of them.", "Choose a file."):
        assert empty.count(sentence) == 2, sentence
    assert "required" not in re.sub(r"\srequired[ >]", "", empty)
    wrong = shown(Short({"name": "x" * 1200, "kind": "z"}))
    assert "At most 5 characters can be kept; this has 1,200." in wrong
    assert "Choose one of the list." in wrong
    with translation.override("fr"):
        assert "Choisissez un fichier." in shown(Short({}))


def test_what_a_form_says_itself_is_left_as_it_is() -> None:
    form = Letter({"subject": "x", "kind": "a"})
    form.add_error("subject", "Say it otherwise.")
    assert shown(form).count("Say it otherwise.") == 2
