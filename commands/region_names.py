"""A region by its code or its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Region
from reporting.format.i18n import Translator

# What people add to the short names of regions.csv: 四川省, 广西壮族自治区, Chengdu City.
_SUFFIX = re.compile(
    r"(壮族|回族|维吾尔)?自治区$|[省市]$"
    r"|( (zhuang|hui|uygur|uyghur))? autonomous region$| (province|municipality|city)$"
)


def region_code(text: str, regions: Sequence[Region], tr: Translator) -> str:
    """Return the code of the region that a person named by code, Chinese or English name.

    Raises:
        ScenarioError: there is none; the message lists codes and names.
    """
    word = normalize("NFKC", text).strip().casefold()
    names = {
        name.casefold(): region.code
        for region in regions
        for name in (region.code, region.name_zh, region.name_en)
    }
    code = names.get(word) or names.get(_SUFFIX.sub("", word))
    if code is None:
        raise ScenarioError(
            "There is no region {region}. Known, by code or name: {known}.",
            region=text,
            known=", ".join(f"{region.code} {tr.name(region)}" for region in regions),
        )
    return code
