"""A real server notices that the facts have changed, whether they are right or wrong."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.build.database import open_database
from data.build.facts_versions import CHECK_SECONDS
from data.reading.files import FACTS, facts_digest
from data.store.warehouse import DATABASE
from tests.browser.launch import Server


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A copy of the facts and of their database, free to be changed."""
    open_database().close()
    shutil.copyfile(DATABASE, tmp_path / "talent.duckdb")
    return Path(shutil.copytree(FACTS, tmp_path / "facts"))


def edit(facts: Path, old: str, new: str) -> str:
    """Change the exit rate; the version of the facts afterwards."""
    path = facts / "parameters" / "exit_rate.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^{old}$", new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    time.sleep(CHECK_SECONDS)
    return facts_digest(facts)[:8]


def test_changed_facts_are_taken_over_and_broken_ones_are_named(
    facts: Path, start_server: Callable[..., Server], visit: Callable[..., Page]
) -> None:
    database = facts.with_name("talent.duckdb")
    server = start_server({"TALENT_GAP_FACTS": str(facts), "TALENT_GAP_DATABASE": str(database)})
    page = visit(f"{server.url}/forecast?lang=en")
    before = facts_digest(facts)[:8]
    expect(page.get_by_text(f"data version {before}")).to_be_visible()

    after = edit(facts, "unit: per_year", "unit: per_year  # the same, written anew")
    page.get_by_role("link", name="Overview").first.click()
    expect(page.get_by_text("The facts have changed. From now on")).to_be_visible()
    expect(page.get_by_text("Sources read on").filter(has_text=after)).to_be_visible()
    page.get_by_role("button", name="Close this notice").click()
    expect(page.get_by_text("The facts have changed. From now on")).to_have_count(0)

    edit(facts, "unit: per_year .*", "unit: percent")
    page.reload()
    alert = page.get_by_role("alert").filter(has_text="cannot be used")
    expect(alert).to_contain_text(f"data version {after}")
    expect(alert).to_contain_text("parameters/exit_rate.yml (unit)")
    expect(page.get_by_text("Sources read on").filter(has_text=after)).to_be_visible()

    edit(facts, "unit: percent", "unit: per_year")
    page.reload()
    expect(page.get_by_text("Sources read on").filter(has_text=before)).to_be_visible()
    expect(alert).to_have_count(0)
