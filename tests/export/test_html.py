"""The HTML page is valid and accessible, needs no network, and follows the day and the filter."""

import html
import re
from copy import copy
from importlib.resources import files
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minusma_tui.export.markup import Markup, escape, join, tag
from minusma_tui.export.page.curve import curve_svg
from minusma_tui.export.page.html import write_html
from minusma_tui.export.page.map import WIDTH, map_svg
from minusma_tui.language.catalogue import speak
from minusma_tui.model.dataset import Dataset
from minusma_tui.model.values import Scope
from minusma_tui.model.wording import say_amount, say_term
from minusma_tui.reading.load import read
from minusma_tui.situation.routes import routes
from minusma_tui.situation.situation import Situation, look
from minusma_tui.situation.world import World
from tests.support.export import DAYS, HOSTILE, SEEN, hostile, seen
from tests.support.reading import ACROSS, SOUND

STYLE = (files("minusma_tui.export.page") / "page.css").read_text(encoding="utf-8")
H = "{http://www.w3.org/1999/xhtml}"
S = "{http://www.w3.org/2000/svg}"


def parse(text: str) -> Any:
    """Parse the page as browsers do; raises an error if it is not valid HTML."""
    return html5lib.HTMLParser(strict=True).parse(text)


def page(situation: Situation) -> Any:
    return parse(write_html(situation))


def said(element: Any) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(("day", "query"), SEEN)
def test_it_is_valid_and_follows_day_and_filter(dataset: Dataset, day: str, query: str) -> None:
    situation = seen(dataset, day, query)
    document = page(situation)
    rows = document.findall(f".//{H}table[@class='bases']/{H}tbody/{H}tr")
    assert len(rows) == len(situation.selection)
    for row, standing in zip(rows, situation.selection, strict=True):
        assert said(row[0]).endswith(say_term(standing.status))
        assert said(row[1]).startswith(standing.base.name.say())
    entries = document.findall(f".//{H}ol[@class='timeline']/{H}li")
    assert len(entries) == len(situation.timeline)
    ids = [one.get("id") for one in document.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one.get("href") for one in document.iter(f"{H}a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_the_day_in_figures(dataset: Dataset) -> None:
    document = page(seen(dataset))
    assert said(document.find(f".//{H}h1")) == "MINUSMA, as of 19 Nov 2023"
    lead = said(document.find(f".//{H}p[@class='lead']")).replace("\u00a0", " ")
    assert lead == (
        "The withdrawal from Mali: 9 of 12 bases closed; more than 8,817 of 13,871 personnel "
        "departed, as of 18 Nov 2023~, says "
        f"{dataset.sources['seed-2023-11'].publisher} (63.6 %); 42 days to the deadline."
    )


def test_nothing_of_later_days_is_told(dataset: Dataset) -> None:
    def told(day: str) -> list[str]:
        document = page(seen(dataset, day, "ansongo"))
        return [said(one) for one in document.findall(f".//{H}ol[@class='timeline']/{H}li")]

    def left(entries: list[str]) -> list[str]:
        return [one for one in entries if "departure" in one and "Ansongo" in one]

    assert not left(told("2023-11-17"))
    assert len(left(told("2023-11-18"))) == 1


def test_every_claim_of_a_dispute_is_told(dataset: Dataset) -> None:
    document = page(seen(dataset, query="ansongo"))
    disputes = said(document.find(f".//{H}section[@class='disputes']"))
    handover = dataset.bases["ansongo"].handover
    assert handover
    assert handover.ordinal
    assert handover.ordinal.contested
    shown, rival = handover.ordinal.claims
    assert shown.reason
    assert shown.reason.say() in disputes
    assert rival.note
    assert rival.note.say() in disputes
    agreed = page(seen(hostile("Ansongo"), "2023-01-01"))
    assert "The sources agree" in said(agreed.find(f".//{H}section[@class='disputes']"))


def test_it_needs_no_network_and_no_script(dataset: Dataset) -> None:
    document = page(seen(dataset))
    names = {one.tag for one in document.iter()}
    assert not names & {f"{H}{name}" for name in ("script", "link", "img", "iframe", "object")}
    for element in document.iter():
        assert not [name for name in element.attrib if name == "src" or name.startswith("on")]
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "</style" not in STYLE


def test_a_screen_reader_finds_its_way(dataset: Dataset) -> None:
    document = page(seen(dataset))
    assert document.get("lang") == "en"
    body = document.find(f"{H}body")
    assert [one.tag for one in body] == [f"{H}{name}" for name in ("a", "header", "main", "footer")]
    assert body[0].get("href") == "#main"
    levels = [int(one.tag[-1]) for one in document.iter() if re.fullmatch(rf"{H}h\d", str(one.tag))]
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert all(one.get("scope") for one in document.iter(f"{H}th"))
    for section in document.iter(f"{H}section"):
        assert document.find(f".//*[@id='{section.get('aria-labelledby')}']") is not None
    for picture in document.iter(f"{S}svg"):
        if picture.get("aria-hidden") != "true":
            assert picture.get("role") == "img"
            title, desc = picture.find(f"{S}title"), picture.find(f"{S}desc")
            assert f"{title.get('id')} {desc.get('id')}" == picture.get("aria-labelledby")
            assert said(desc)


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", scheme))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_text_has_the_contrast_of_aa(scheme: int) -> None:
    found = colours(re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme])
    for ground in ("paper", "wash"):
        for name, colour in found.items():
            if name not in ("paper", "wash", "rule"):
                light, dark = sorted((luminance(found[ground]), luminance(colour)), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    dataset = hostile(text)
    document = page(seen(dataset, "2024-01-01"))
    assert not list(document.iter(f"{H}script"))
    assert said(document.find(f".//{H}h1")) == f"{text}, as of 1 Jan 2024"
    base = document.find(f".//{H}table[@class='bases']/{H}tbody/{H}tr/{H}th")
    assert said(base).startswith(text)
    assert text in said(document.find(f".//{H}ol[@class='references']"))
    titles = [said(one) for one in document.iter(f"{S}title")]
    assert f"Map of the bases of {text}" in titles


@given(st.text(st.characters(codec=None)))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    """This holds in HTML and XML, in elements and attributes; what XML forbids is dropped."""
    allowed = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text)
    assert html.unescape(escape(text)) == allowed
    element = ET.fromstring(tag("a", text, b=text))  # noqa: S314  # our own text
    # XML parsers turn carriage returns into line feeds, and in attributes into blanks.
    lines = allowed.replace("\r\n", "\n").replace("\r", "\n")
    assert (element.text or "") == lines
    assert element.get("b") == re.sub("[\t\n]", " ", lines)


def test_markup_is_escaped_once() -> None:
    assert tag("p", "a<b", Markup("<br>")) == "<p>a&lt;b<br></p>"
    assert join("<", tag("b", "&")) == "&lt;<b>&amp;</b>"
    assert tag("p", class_=None, aria_label='"') == '<p aria-label="&quot;"></p>'


def svg(markup: str | None) -> Any:
    assert markup is not None
    return ET.fromstring(markup)  # noqa: S314  # our own text


@pytest.mark.parametrize(("day", "query"), SEEN)
def test_the_map_has_each_base_and_convoy(dataset: Dataset, day: str, query: str) -> None:
    situation = seen(dataset, day, query)
    picture = svg(map_svg(situation))
    marks = picture.findall("./g[@class='bases']/g")
    placed = [one for one in situation.standings if one.base.position]
    assert len(marks) == len(placed)
    full = [one for one in marks if "faint" not in one.get("class", "")]
    assert len(full) == sum(bool(one.base.position) for one in situation.selection)
    ways = picture.findall("./g[@class='routes']/polyline")
    assert len(ways) == len(routes(situation))
    names = [one.text for one in picture.findall("./g[@class='labels']/text")]
    assert sorted(filter(None, names)) == sorted(one.base.name.say() for one in placed)


def test_the_map_is_true_to_scale(dataset: Dataset) -> None:
    """By its scale bar, the map shows about 286 km between Kidal and Gao."""
    picture = svg(map_svg(seen(dataset)))
    lines = {
        line.find("title").text: line for line in picture.findall("./g[@class='routes']/polyline")
    }
    way = lines["Kidal – Anéfis – Gao"].get("points")
    (x1, y1), (x2, y2) = (map(float, point.split(",")) for point in way.split())
    scale = picture.find("./g[@class='scale']")
    bar = re.match(r"M([\d.]+) [\d.]+v4H([\d.]+)", scale.find("path").get("d"))
    assert bar
    km = int(scale.find("text").text.removesuffix(" km"))
    unit = (float(bar[2]) - float(bar[1])) / km
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 / unit == pytest.approx(286, rel=0.01)


def test_the_map_keeps_its_labels_inside(dataset: Dataset) -> None:
    for label in svg(map_svg(seen(dataset))).findall("./g[@class='labels']/text"):
        assert 0 < float(label.get("x")) < WIDTH


def test_a_crowd_has_no_names(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minusma_tui.export.page.map.MAX_NAMES", 3)
    picture = svg(map_svg(seen(dataset)))
    assert len(picture.findall("./g[@class='labels']/text")) == 0
    assert len(picture.findall("./g[@class='bases']/g/title")) == 12


def test_the_map_joins_both_sides_of_the_180th_meridian() -> None:
    across = read(ACROSS.encode(), "across.toml")
    picture = svg(map_svg(look(World(across), across.as_of)))
    assert "180°" in [text.text for text in picture.findall("./g[@class='graticule']/text")]
    (way,) = picture.findall("./g[@class='routes']/polyline")
    (east, _), (west, _) = (point.split(",") for point in way.get("points").split())
    assert 100 < float(east) - float(west) < WIDTH
    for line in picture.findall("./g[@class='borders']/polyline"):
        xs = [float(point.split(",")[0]) for point in line.get("points").split()]
        assert max(xs) - min(xs) < 10 * WIDTH


def test_without_coordinates_there_is_no_map(dataset: Dataset) -> None:
    document = page(seen(dataset, query="ogossagou"))
    assert "Without coordinates: Ogossagou." in said(document.find(f".//{H}figcaption"))


@pytest.mark.parametrize("day", DAYS)
def test_the_curve_has_what_was_reported_and_nothing_between(dataset: Dataset, day: str) -> None:
    situation = seen(dataset, day)
    picture = svg(curve_svg(situation))
    points = picture.find("./g[@class='points']")
    marks = [one for one in points if one.tag != "text"]
    assert {one.tag for one in points} <= {"circle", "rect", "text"}
    assert len(marks) == len(situation.figures)
    heights = [float(one.get("cy") or one.get("y")) for one in marks if one.tag == "circle"]
    assert heights == sorted(heights, reverse=True), "cumulative"
    assert picture.find("./g[@class='deadline']") is not None
    beyond = day in ("2023-06-30", "2025-01-01")
    assert (picture.find("./g[@class='as-of']") is None) is beyond
    numbers = {one.text for one in points if one.tag == "text"}
    of_all = [figure for figure in situation.figures if figure.scope is Scope.ALL]
    # The latest number has precedence; others without room are only in the table.
    assert {say_amount(figure.departed.value) for figure in of_all[-1:]} <= numbers


def test_a_part_of_the_people_is_no_part_of_the_curve(dataset: Dataset) -> None:
    points = svg(curve_svg(seen(dataset, "2023-09-05"))).find("./g[@class='points']")
    assert [one.tag for one in points if one.tag != "text"] == ["rect", "rect"]
    assert "1,096 uniformed" in [one.text for one in points]


@pytest.mark.parametrize("deadline", ["2013-04-25", "2023-07-01", "2199-12-31"])
def test_any_deadline_can_be_drawn(deadline: str) -> None:
    text = SOUND.replace('mandate_ended = { value = "2023-06-30", sources = ["press"] }\n', "")
    dataset = read(text.replace("2023-12-31", deadline).encode(), "x.toml")
    for day in ("2013-04-25", "2023-11-19", "2199-12-31"):
        page(seen(dataset, day))


def test_rival_claims_are_marks_of_their_own() -> None:
    contested = SOUND.replace(
        'departed = "more than 400"',
        'departed = [{ value = 400, sources = ["press"], reason = "The best." }, '
        '{ value = 450, sources = ["radio"] }]',
    )
    picture = svg(curve_svg(seen(read(contested.encode(), "x.toml"))))
    assert len(picture.findall(".//path[@class='cross']")) == 1
    assert len(picture.findall("./g[@class='points']/circle")) == 1


def test_nothing_english_is_left_between_the_french(dataset: Dataset) -> None:
    """Texts made of parts: scopes in the curve, and colons with a space before them."""
    speak("fr")
    page = write_html(look(World(copy(dataset)), dataset.as_of))
    assert "3\u202f276 en uniforme<" in page
    assert "uniformed" not in page
    assert "Le retrait (Mali)\u00a0: 9 bases" in page
