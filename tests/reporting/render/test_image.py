from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.ft2font import FT2Font
from PIL import Image

from forecasting.core.errors import ExportError
from reporting.format.theme import image_font
from reporting.render.image import DPI, image
from tests.reporting.every_chart import Charts

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def test_every_png_is_large_enough_for_print_and_neither_blank_nor_cut(charts: Charts) -> None:
    border = 6
    for chart in charts.values():
        picture = Image.open(io.BytesIO(image(chart, "png"))).convert("L")
        assert picture.width >= 1890, chart.id
        pixels = np.asarray(picture)
        assert 0.005 < float(np.mean(pixels < 200)) < 0.7, chart.id
        for side in (pixels[:border], pixels[-border:], pixels[:, :border], pixels[:, -border:]):
            assert side.min() > 250, f"{chart.id} touches the edge of the picture"


def test_every_svg_holds_outlines_instead_of_text_and_refers_to_nothing_outside(
    charts: Charts,
) -> None:
    for chart in charts.values():
        content = image(chart, "svg")
        root = ET.fromstring(content)  # noqa: S314 - our own file
        assert not list(root.iter(f"{SVG}text")), chart.id
        assert len(list(root.iter(f"{SVG}path"))) > 20, chart.id
        links = [element.get(XLINK) or element.get("href") for element in root.iter()]
        assert all(link.startswith("#") for link in links if link), chart.id
        assert not list(root.iter(f"{SVG}image")), chart.id
        assert b"DOCTYPE" not in content, chart.id
        assert b"@import" not in content, chart.id


def test_png_knows_its_resolution(charts: Charts) -> None:
    picture = Image.open(io.BytesIO(image(charts["gap"], "png")))
    assert picture.info["dpi"][0] == pytest.approx(DPI, abs=1)
    assert charts["gap"].title in str(picture.text["Title"])  # type: ignore[attr-defined]


def test_svg_is_the_same_every_time(charts: Charts) -> None:
    assert image(charts["gap"], "svg") == image(charts["gap"], "svg")


def test_chinese_is_drawn_with_real_glyphs(charts: Charts) -> None:
    """Each character has a glyph of its own; none falls back to the empty box (glyph 0)."""
    font = FT2Font(str(image_font()))
    texts = [charts["gap"].title, *charts["gap"].caption]
    indices = {character: font.get_char_index(ord(character)) for character in "".join(texts)}
    assert 0 not in indices.values()


def test_only_the_packaged_font_is_used(charts: Charts) -> None:
    """Outline ids in the SVG carry the name of the font they come from."""
    content = image(charts["gap"], "svg").decode()
    assert "NotoSansSC" in content
    assert "DejaVu" not in content


def test_a_character_without_glyph_is_named(charts: Charts) -> None:
    with pytest.raises(ExportError, match=r"🚀.*U\+1F680"):
        image(replace(charts["gap"], title="Gap 🚀"), "png")


def test_dollar_signs_are_no_formula(charts: Charts) -> None:
    assert image(replace(charts["gap"], title=r"$\frac{1}{2}$ $ costs"), "png")


def test_longer_notes_make_the_picture_higher(charts: Charts) -> None:
    chart = charts["gap"]
    other = replace(chart, provenance=replace(chart.provenance, notes=("1",) * 6))
    assert Image.open(io.BytesIO(image(other, "png"))).height != (
        Image.open(io.BytesIO(image(chart, "png"))).height
    )


def test_threads_draw_the_same_pictures(charts: Charts) -> None:
    chosen = [charts["gap"], charts["flows"], charts["regions"], charts["coverage"]]
    alone = [image(chart, "svg") for chart in chosen]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda chart: image(chart, "svg"), chosen))
    assert together == alone


def test_a_chart_of_another_length_is_image(charts: Charts) -> None:
    long_note = "数字经济核心产业从业人员口径。" * 30
    chart = charts["gap"]
    noted = replace(chart, provenance=replace(chart.provenance, notes=(long_note,)))
    pixels = np.asarray(Image.open(io.BytesIO(image(noted, "png"))).convert("L"))
    assert pixels[:, -6:].min() > 250
