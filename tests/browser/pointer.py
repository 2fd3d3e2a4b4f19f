"""Pointing at the error curves, and what the label there says."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from app.training.notation import number

PLACE = """([epoch, down]) => {
    const { xaxis, _size: size } =
        document.querySelector("#curves .js-plotly-plot")._fullLayout;
    const box = document.querySelector("#curves .stage").getBoundingClientRect();
    const [left, right] = xaxis.range;
    const share = (epoch - left) / (right - left);
    return [box.left + size.l + share * size.w, box.top + size.t + down * size.h];
}"""
ROWS = """label => Object.fromEntries([...label.querySelectorAll("tbody tr")].map(
(r) => {
    const heads = [...label.querySelectorAll("thead th")].map((e) => e.textContent);
    const cells = [...r.querySelectorAll("td")].map((e) => e.textContent);
    const told = heads.map((head, i) => [head, cells[i]]).filter(([, text]) => text);
    return [r.querySelector("th").textContent, Object.fromEntries(told)];
}))"""
Rows = dict[str, dict[str, str]]


def place(page: Page, epoch: float, down: float = 0.5) -> tuple[float, float]:
    """Where an epoch stands on the screen, so far down the plot (0 to 1)."""
    page.locator("#curves .stage").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, [epoch, down])
    return x, y


def hover(page: Page, epoch: int) -> Rows:
    """Point at an epoch; return the label's numbers by run and set."""
    page.mouse.move(*place(page, epoch))
    label = page.locator(".hover-label")
    expect(label.locator(".hover-title")).to_have_text(f"epoch {epoch}")
    expect(label).not_to_contain_text("…")  # the server was asked, and has answered
    return label.evaluate(ROWS)


def is_number(text: str, value: float) -> bool:
    """Tell whether a text is the number with as many digits as it has."""
    figures = re.sub("e.*|[−.]", "", text).lstrip("0")
    return number(value, len(figures)) == text


def assert_told(told: dict[str, str], row: dict[str, Any], names: list[str]) -> None:
    """Assert that a run's numbers are those of its history, and no others."""
    assert list(told) == names
    for name in names:
        assert is_number(told[name], row[name]), (name, told[name], row[name])
