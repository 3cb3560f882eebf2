from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from forecasting.core.series import Values
from reporting.format.theme import (
    CATEGORIES,
    DARK,
    LIGHT,
    PATTERNS,
    STYLES,
    Ground,
    Tone,
    category,
    repeated_pattern,
)

# Severity 1.0 of Machado, Oliveira & Fernandes (IEEE TVCG 15, 2009), for linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.3039],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
)


def linear(colour: str) -> Values:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    dark, light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (first, second))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Values) -> Values:
    x, y, z = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = [np.cbrt(v) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_contrast_with_its_background(tone: Tone, dark: bool) -> None:  # noqa: FBT001
    paper = (DARK if dark else LIGHT).paper
    assert contrast(STYLES[tone].colour(dark=dark), paper) >= 3


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_text_is_readable(ground: Ground) -> None:
    assert contrast(ground.text, ground.paper) >= 7
    assert contrast(ground.muted, ground.paper) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", list(VISION))
def test_colours_stay_apart_for_colour_blind_eyes(vision: str, dark: bool) -> None:  # noqa: FBT001
    colours = {style.colour(dark=dark) for style in STYLES.values()}
    seen = [lab(VISION[vision] @ linear(colour)) for colour in sorted(colours)]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) >= 9


@pytest.mark.parametrize("signal", ["marker", "pattern"])
def test_categories_differ_without_colour(signal: str) -> None:
    assert len({getattr(STYLES[tone], signal) for tone in CATEGORIES}) == len(CATEGORIES)


def test_all_pairs_of_categories_differ_in_colour_or_pattern() -> None:
    def look(i: int) -> tuple[str, str]:
        style, pattern = STYLES[category(i)], repeated_pattern(i)
        return style.light, style.pattern if pattern is None else pattern

    assert len({look(i) for i in range(36)}) == 36
    assert all(look(i)[1] in {*PATTERNS} for i in range(36))
