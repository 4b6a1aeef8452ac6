"""Lists in XML and GeoJSON, as ODK takes them beside CSV."""

from __future__ import annotations

import json

import pytest
from hypothesis import given as trying
from hypothesis import strategies as st

from dialogs.loading.datafiles import given
from dialogs.tabular import TableError
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.xlsform.reading import codes, faults, questionnaire
from tests.hostile import HOSTILE

XML = """<?xml version="1.0"?>
<!-- the list of this year -->
<root>
  <item><name>qaraoy</name><label>Qaraoy &amp; around</label><region>abai</region></item>
  <item><name>zhanatas</name><label>Zhangatas</label><people>1200</people></item>
</root>
"""
POINT = {"type": "Point", "coordinates": [76.9, 43.2, 800]}
LINE = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "w1",
                "properties": {"title": "Old well", "depth": 12.0},
                "geometry": POINT,
            },
            {
                "type": "Feature",
                "id": "w2",
                "properties": {"title": "Spring", "dry": True},
                "geometry": LINE,
            },
        ],
    }
)
FILES = {"villages.xml": XML, "wells.geojson": GEOJSON}
FORM = """
| survey |
| | type | name | label | calculation | choice_filter |
| | select_one_from_file villages.xml | village | Which village? | | |
| | calculate | people | | instance('villages')/root/item[name = ${village}]/people | |
| | select_one_from_file wells.geojson | well | Which well? | | title != '' |
| | calculate | depth | | instance('wells')/root/item[id = ${well}]/depth | |
| | calculate | place | | instance('wells')/root/item[id = ${well}]/geometry | |
| | note | told | ${people} people, ${depth} m, at ${place}. | | |
| | text | more | More? | | |
"""


def read_or_refused(name: str, text: str) -> bool:
    """Whether there is a table with a row, or a sentence that names the file."""
    try:
        return bool(given({name: text}).table(name).rows)
    except TableError as error:
        return name in str(error)


def rows(name: str, text: str) -> list[dict[str, str]]:
    return [dict(row) for _, row in given({name: text}).table(name).rows]


def test_items_of_xml_are_rows() -> None:
    assert rows("a.xml", XML)[0] == {
        "name": "qaraoy",
        "label": "Qaraoy & around",
        "region": "abai",
        "people": "",
    }


def test_features_are_rows_with_their_point() -> None:
    first, second = rows("a.geojson", GEOJSON)
    assert (first["id"], first["depth"], first["geometry"]) == ("w1", "12", "43.2 76.9 0 0")
    assert (second["dry"], second["geometry"]) == ("true", "")


def test_a_form_asks_and_looks_up_in_both() -> None:
    dialogue = Dialogue(questionnaire(FORM, FILES), language="en")
    assert dialogue.labels == ["Qaraoy & around", "Zhangatas", "Skip"]
    dialogue.tap("Zhangatas")
    assert dialogue.labels[:2] == ["Old well", "Spring"]
    assert "1200 people, 12 m, at 43.2 76.9 0 0." in dialogue.tap("Old well").say_all()


def test_another_list_is_another_content() -> None:
    other = {**FILES, "wells.geojson": GEOJSON.replace("12.0", "13.0")}
    assert questionnaire(FORM, FILES).content != questionnaire(FORM, other).content


BOMB = (
    '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]><root><item><name>&c;</name></item></root>'
)
REFUSED = [
    ("a.xml", ""),
    ("a.xml", "<root>"),
    ("a.xml", "<root/>"),
    ("a.xml", BOMB),
    ("a.xml", f"<!-- x -->{BOMB}"),
    ("a.xml", '<!DOCTYPE r SYSTEM "file:///etc/passwd"><root><item><name>a</name></item></root>'),
    ("a.geojson", ""),
    ("a.geojson", "[]"),
    ("a.geojson", '{"features": 5}'),
    ("a.geojson", '{"features": []}'),
    ("a.geojson", '{"features": [1, null]}'),
    ("a.geojson", "[" * 200_000),
]


@pytest.mark.parametrize(("name", "text"), REFUSED)
def test_what_is_no_list_is_refused_in_words(name: str, text: str) -> None:
    with pytest.raises(TableError, match=name):
        given({name: text}).table(name)


def test_xml_of_any_depth_is_read_or_refused() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    with pytest.raises(TableError):
        given({"a.xml": deep}).table("a.xml")


def test_a_fault_of_a_file_is_at_its_question() -> None:
    found = [each for each in faults(FORM, {**FILES, "villages.xml": "<r"}) if each.code == "E680"]
    assert {each.line for each in found} == {2}
    assert "W123" in codes(FORM.replace("villages.xml", "villages.json"), FILES)


@trying(st.one_of(st.text(), st.sampled_from(HOSTILE)), st.sampled_from(["xml", "geojson"]))
def test_whatever_is_in_a_file_is_read_or_refused(text: str, ending: str) -> None:
    name, said = f"a.{ending}", text.encode("utf-8", "ignore").decode()
    for content in (said, f"<r><i><n>{said}</n></i></r>", json.dumps({"features": [{"id": said}]})):
        assert read_or_refused(name, content)


@trying(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.text()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["id", "type", "properties", "geometry", "coordinates", "Point"]),
                inner,
            ),
        ),
    )
)
def test_whatever_a_feature_is_it_is_read_or_refused(feature: object) -> None:
    assert read_or_refused("a.geojson", json.dumps({"features": [feature]}))
