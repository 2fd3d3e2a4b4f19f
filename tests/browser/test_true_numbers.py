"""What the page says of an update, worked out again in plain NumPy.

From the engine come only the first weights and what chance decides: which examples are
in a batch and which units are dropped. Everything else is computed here.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.training.course import Course
from app.training.validation import resolve
from tests.browser.actions import step_update
from tests.browser.chain import click, formulas_of, numbers, terms
from tests.browser.conftest import OpenPage

DIGITS = 6e-6  # six digits are shown
EXAMPLE = 2
ALPHA = {"learning_rate": 0.05}
SETTINGS: list[dict[str, Any]] = [
    {
        "hidden_layers": [3, 2],
        "batch_size": 1,
        "activation": "sigmoid",
        "loss": "squared_error",
    },
    {
        "hidden_layers": [5, 4],
        "batch_size": 10,
        "l2": 0.1,
        "optimizer": "momentum",
        "momentum": 0.8,
    },
    {"hidden_layers": [5, 4], "batch_size": 10, "l1": 0.2, "l2": 0.1},
    {
        "dataset": "iris",
        "hidden_layers": [6, 4],
        "batch_size": 10,
        "optimizer": "adam",
        "dropout": 0.4,
    },
]


def close(value: float) -> Any:
    return pytest.approx(float(value), rel=DIGITS, abs=1e-15)


@dataclass
class Update:
    """One update by hand; layers from 0, columns are examples."""

    weights: list[np.ndarray]
    activations: list[np.ndarray]
    nets: list[np.ndarray]
    values: list[np.ndarray]
    slopes: list[np.ndarray]
    masks: list[np.ndarray]
    deltas: list[np.ndarray]
    errors: np.ndarray
    data: list[np.ndarray]
    penalty: list[np.ndarray]
    step: list[np.ndarray]
    limit: float
    change: list[np.ndarray]
    memory: dict[str, list[np.ndarray]]


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def softmax(z: np.ndarray) -> np.ndarray:
    raised = np.exp(z)
    return raised / raised.sum(axis=0)


def with_ones(a: np.ndarray) -> np.ndarray:
    return np.vstack([a, np.ones(a.shape[1])])


def one_update(
    given: dict[str, Any],
    weights: list[np.ndarray],
    chance: tuple[np.ndarray, np.ndarray, Any],
    memory: dict[str, list[np.ndarray]],
    number: int,
) -> Update:
    x, t, masks = chance
    is_sigmoid = given.get("activation") == "sigmoid"
    last = len(weights) - 1
    activations, nets, values, slopes = [x], [], [], []
    for layer, w in enumerate(weights[:-1]):
        z = w @ with_ones(activations[-1])
        value = sigmoid(z) if is_sigmoid else np.tanh(z)
        slope = value * (1 - value) if is_sigmoid else 1 - value**2
        nets.append(z)
        values.append(value)
        slopes.append(slope)
        activations.append(value * masks[layer])
    z = weights[-1] @ with_ones(activations[-1])
    nets.append(z)
    activations.append(softmax(z) if len(z) > 1 else sigmoid(z))
    errors, delta = judged(given, activations[-1], t)
    deltas = [delta]
    for layer in range(last - 1, -1, -1):
        back = weights[layer + 1][:, :-1].T @ deltas[0]
        deltas.insert(0, back * slopes[layer] * masks[layer])
    data = [
        d @ with_ones(a).T / x.shape[1]
        for d, a in zip(deltas, activations[:-1], strict=True)
    ]
    penalty = [given.get("l2", 0.0) * w for w in weights]
    for each in penalty:
        each[:, -1] = 0
    memory = {name: [v.copy() for v in vectors] for name, vectors in memory.items()}
    step = [
        stepped(given, sum(both), memory, layer, number)
        for layer, both in enumerate(zip(data, penalty, strict=True))
    ]
    limit = ALPHA["learning_rate"] * given.get("l1", 0.0)
    change = [shrunk(w + u, limit) - w for w, u in zip(weights, step, strict=True)]
    return Update(
        weights, activations, nets, values, slopes, masks, deltas,
        errors, data, penalty, step, limit, change, memory,
    )  # fmt: skip


def shrunk(values: np.ndarray, limit: float) -> np.ndarray:
    """L1's threshold, which leaves out the biases in the last column."""
    near = np.maximum(np.abs(values) - limit, 0.0) * np.sign(values)
    return np.hstack([near[:, :-1], values[:, -1:]])


def judged(
    given: dict[str, Any], o: np.ndarray, t: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    if given.get("loss") == "squared_error":
        return ((t - o) ** 2 / 2).sum(axis=0), (o - t) * o * (1 - o)
    if len(o) > 1:
        return -np.log((o * t).sum(axis=0)), o - t
    return -(t * np.log(o) + (1 - t) * np.log(1 - o)).sum(axis=0), o - t


def stepped(
    given: dict[str, Any],
    g: Any,
    memory: dict[str, list[np.ndarray]],
    layer: int,
    number: int,
) -> np.ndarray:
    rate = ALPHA["learning_rate"]
    if given.get("optimizer") == "momentum":
        memory["v"][layer] = given["momentum"] * memory["v"][layer] + g
        return -rate * memory["v"][layer]
    if given.get("optimizer") == "adam":
        memory["m"][layer] = 0.9 * memory["m"][layer] + 0.1 * g
        memory["v"][layer] = 0.999 * memory["v"][layer] + 0.001 * g**2
        mean = memory["m"][layer] / (1 - 0.9**number)
        square = memory["v"][layer] / (1 - 0.999**number)
        return np.asarray(-rate * mean / (np.sqrt(square) + 1e-8))
    return np.asarray(-rate * g)


def worked_out(given: dict[str, Any], updates: int) -> Update:
    course = Course(resolve(given | ALPHA))
    views = course.problem.layout.views(course.theta)
    weights = [np.array(view) for view in views]
    memory = {name: [np.zeros_like(w) for w in weights] for name in ("m", "v")}
    for number in range(1, updates + 1):
        drawn = course.peek()
        x, t = drawn.x[:-1], drawn.t
        masks = drawn.masks or [np.ones((w.shape[0], x.shape[1])) for w in weights[:-1]]
        made = one_update(given, weights, (x, t, list(masks)), memory, number)
        weights = [w + d for w, d in zip(weights, made.change, strict=True)]
        memory = made.memory
        course.advance(1)
    return made


@pytest.fixture(params=SETTINGS, ids=["online", "momentum", "l1", "adam"])
def shown(request: pytest.FixtureRequest, open_page: OpenPage) -> Any:
    """A page after two updates, the same by hand, and the example that is looked at."""
    given = request.param
    query = "&".join(
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in (given | ALPHA).items()
    )
    page = open_page(f"/?{query}")
    step_update(page)
    step_update(page)
    example = EXAMPLE if given["batch_size"] > 1 else 0
    click(page, "bias", layer=2, unit=1)
    for at in range(1, example + 1):
        page.get_by_role("button", name="Next example").click()
        expect(page.locator(".chain .where")).to_contain_text(f"example {at + 1} of")
    return page, worked_out(given, 2), example


def last_number(page: Page, title: str, line: int = 0) -> float:
    return numbers(formulas_of(page, title)[line])[-1]


def test_a_hidden_unit(shown: Any) -> None:
    page, made, n = shown
    click(page, "unit", layer=1, unit=1)
    expect(page.locator(".chain h3")).to_have_text("Hidden 1, unit 2")
    forward, backward = terms(page)
    w, a = made.weights[0][1], made.activations[0][:, n]
    for i, row in enumerate(forward[: len(a)]):
        assert row == [close(w[i]), close(a[i]), close(w[i] * a[i])]
    assert forward[-2] == [close(w[-1]), close(w[-1])]
    assert forward[-1] == [close(made.nets[0][1, n])]
    assert last_number(page, "Activation") == close(made.activations[1][1, n])
    assert last_number(page, "Activation", 1) == close(made.slopes[0][1, n])
    w, d = made.weights[1][:, 1], made.deltas[1][:, n]
    for i, row in enumerate(backward[: len(d)]):
        assert row == [close(w[i]), close(d[i]), close(w[i] * d[i])]
    foot = [row[0] for row in backward[len(d) :]]
    mask = made.masks[0][1, n]
    assert foot[:2] == [close(w @ d), close(made.slopes[0][1, n])]
    assert foot[2:-1] == ([] if mask == 1 else [close(mask)])
    assert foot[-1] == close(made.deltas[0][1, n])
    assert last_number(page, "Backward") == close(made.deltas[0][1, n])


def test_an_output(shown: Any) -> None:
    page, made, n = shown
    click(page, "unit", layer=3, unit=0)
    expect(page.locator(".chain h3")).to_contain_text("Output")
    assert terms(page)[0][-1] == [close(made.nets[2][0, n])]
    assert last_number(page, "Output") == close(made.activations[3][0, n])
    assert last_number(page, "Error") == close(made.errors[n])
    assert last_number(page, "Delta", -1) == close(made.deltas[2][0, n])


@pytest.mark.parametrize("kind", ["edge", "bias"])
def test_a_parameter(shown: Any, kind: str) -> None:
    page, made, n = shown
    layer, to, source = 1, 0, 2
    at = (to, source if kind == "edge" else -1)
    where = {"from": source, "to": to} if kind == "edge" else {"unit": to}
    click(page, kind, layer=layer + 1, **where)
    expect(page.locator(".chain h3")).to_contain_text(
        "unit 3 → hidden 2, unit 1" if kind == "edge" else "Bias of hidden 2, unit 1"
    )
    a, d = made.activations[layer][source], made.deltas[layer][to]
    rows = terms(page)[0][:-1] if len(d) > 1 else []
    for i, row in enumerate(rows):
        parts = [a[i], d[i], a[i] * d[i]] if kind == "edge" else [d[i]]
        assert row == [close(part) for part in parts]
    assert len(rows) == (len(d) if len(d) > 1 else 0)
    data, penalty = made.data[layer][at], made.penalty[layer][at]
    assert last_number(page, "Gradient") == close(data)
    if rows:
        assert terms(page)[0][-1] == [close(data)]
        looked = page.locator(".terms .looked")
        assert looked.inner_text().split()[0] == str(n + 1)
    if penalty:
        shares = numbers(formulas_of(page, "With L2")[0])
        assert shares == [close(data), close(penalty), close(data + penalty)]
    check_update(page, made, layer, at)
    check_threshold(page, made, layer, at)


def check_threshold(page: Page, made: Update, layer: int, at: tuple[int, int]) -> None:
    """L1's threshold has a step of its own: of a weight, where there is L1."""
    step, change = made.step[layer][at], made.change[layer][at]
    titles = page.locator(".chain .step h4")
    if at[1] == -1 or made.limit == 0:
        expect(titles.get_by_text("L1's threshold")).to_have_count(0)
        return
    old = made.weights[layer][at]
    lines = [numbers(line) for line in formulas_of(page, "L1's threshold")]
    assert lines[0][-3:] == [close(old), close(step), close(old + step)]
    assert lines[1][-3:] == [close(0.05), close(0.2), close(0.01)]
    assert lines[2][-1] == close(old + change)


def check_update(page: Page, made: Update, layer: int, at: tuple[int, int]) -> None:
    """The optimizer's rule and the weight after it."""
    rule = [numbers(line)[-1] for line in formulas_of(page, "Update")]
    memory = {name: vectors[layer][at] for name, vectors in made.memory.items()}
    step, change = made.step[layer][at], made.change[layer][at]
    if len(rule) == 2:
        assert rule == [close(memory["v"]), close(step)]
    elif len(rule) == 5:
        m, v = memory["m"], memory["v"]
        corrected = [close(m / (1 - 0.9**2)), close(v / (1 - 0.999**2))]
        assert rule == [close(m), close(v), *corrected, close(step)]
    else:
        assert rule == [close(step)]
    old = made.weights[layer][at]
    after = numbers(formulas_of(page, "After it")[0])[-3:]
    assert after == [close(old), close(change), close(old + change)]


def test_the_table(shown: Any) -> None:
    page, made, n = shown
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.locator(".belongs-to")).to_contain_text("update 2:")
    row = page.locator("#network tbody tr").filter(
        has_text="hidden 1, unit 3 → hidden 2, unit 1"
    )
    cells = row.locator("td").all_inner_texts()
    w, g = made.weights[1][0, 2], made.data[1][0, 2] + made.penalty[1][0, 2]
    change = made.change[1][0, 2]
    a, d = made.activations[1][2, n], made.deltas[1][0, n]
    dropped = made.masks[0][2, n] == 0
    brief = {"rel": 1e-5, "abs": 1e-9}
    found = [number_of(cell) for cell in cells[: -1 if dropped else None]]
    expected = [w + change, g, change, d, *([] if dropped else [a])]
    assert found == [pytest.approx(float(value), **brief) for value in expected]
    assert not dropped or cells[-1] == "dropped"
    page.get_by_role("button", name="Units", exact=True).click()
    row = page.locator("#network tbody tr").filter(has_text="hidden 2, unit 2")
    cells = row.locator("td").all_inner_texts()
    assert number_of(cells[3]) == pytest.approx(made.deltas[1][1, n], **brief)
    assert number_of(cells[4]) == pytest.approx(made.nets[1][1, n], **brief)


def number_of(text: str) -> float:
    return float(text.replace("−", "-"))
