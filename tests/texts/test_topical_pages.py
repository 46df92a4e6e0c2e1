"""Instruments in summary, a topic through time, the matrix: all from the annotations, without any text loaded."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils.html import escape

from cjin.reference.actions import load as load_reference
from cjin.texts.actions.annotating import load as load_annotations
from cjin.texts.actions.works import load_works
from cjin.texts.models import Annotation, Work
from tests.texts.conftest import page


@pytest.fixture
def annotated(db: None, now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    load_annotations(now=now)


@pytest.mark.usefixtures("annotated")
def test_a_node_without_texts_shows_the_library_in_summary(client: Client) -> None:
    shown = page(client, "/texts/kyoto-2021")
    assert "The text is not loaded at this node yet" in shown
    assert "not official" in shown
    assert shown.count("<dt>") >= 97
    one = Annotation.objects.get(work__slug="kyoto-2021", eid="para_61")
    assert escape(str(one.summary.get("en"))) in shown


@pytest.mark.usefixtures("annotated")
def test_a_topic_through_time(client: Client) -> None:
    shown = page(client, "/texts/topics/prison-overcrowding")
    columns = ["vienna-2000", "vienna-poa-2002", "doha-2015", "kyoto-2021"]
    places = [shown.index(f'id="work-{slug}"') for slug in columns]
    assert places == sorted(places)
    assert "continues" in shown
    assert "Of Vienna plans, not continued here:" in shown
    assert re.search(r"(stronger|weaker) than (Vienna|Doha|Bangkok)", page(client, "/texts/topics/corruption"))
    assert client.get("/texts/topics/none").status_code == 404


@pytest.mark.usefixtures("annotated")
def test_the_matrix_counts_provisions(client: Client) -> None:
    shown = page(client, "/texts/matrix")
    topic = "juvenile-justice"
    work = Work.objects.get(slug="vienna-poa-2002")
    count = Annotation.objects.filter(work=work, topics=topic).count()
    row = shown.split(f'/texts/topics/{topic}"')[1].split("</tr>")[0]
    assert f"<td>{count}</td>" in row
    assert shown.count('scope="col"') == 12
    assert ">Kyoto " in shown
    client.cookies["cjin_language"] = "ar"
    assert ">كيوتو " in page(client, "/texts/matrix")
    told = {row["topic"]: row for row in client.get("/texts/matrix?format=json").json()}
    assert told[topic]["vienna-poa-2002"] == count


@pytest.mark.usefixtures("annotated")
def test_the_pages_make_few_queries(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for path in ("/texts/matrix", "/texts/topics/corruption", "/texts/kyoto-2021"):
        with django_assert_max_num_queries(12):
            page(client, path)


@pytest.mark.usefixtures("annotated")
def test_a_topic_leads_to_what_was_read_to_be_about_it_and_through_time(client: Client) -> None:
    shown = page(client, "/topics/prison-overcrowding")
    read = Annotation.objects.filter(topics="prison-overcrowding").select_related("work")
    assert read
    assert all(f'href="/texts/{one.work.slug}/{one.eid}"' in shown for one in read)
    assert 'href="/texts/topics/prison-overcrowding"' in shown
    assert shown.index("Read to be about it") < shown.index("the words of this topic")


@pytest.mark.usefixtures("annotated")
def test_each_provision_without_text_has_a_page_from_the_annotations(client: Client) -> None:
    shown = page(client, "/texts/kyoto-2021")
    places = re.findall(r'<dt><a href="(/texts/kyoto-2021/[^"]+)"', shown)
    assert len(places) == Annotation.objects.filter(work__slug="kyoto-2021").count()
    for place in places[::20]:
        assert "The text is not loaded at this node yet" in page(client, place)
    asked = page(client, "/texts/kyoto-2021/para_61")
    assert escape(str(Annotation.objects.get(work__slug="kyoto-2021", eid="para_61").summary.get("en"))) in asked
    assert "strength" in asked
    assert "Parallels before it" in asked
    assert client.get("/texts/kyoto-2021/para_999").status_code == 404
    assert "✓" in page(client, "/texts/kyoto-2021/parallels")
    assert client.get("/search?q=Kyoto+61")["Location"] == "/texts/kyoto-2021/para_61"
