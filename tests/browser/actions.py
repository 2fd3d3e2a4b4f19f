"""What a person does on the page, in the words of the tests."""

from playwright.sync_api import Page, expect

from app.training.course import Course
from app.training.validation import resolve


def computed(**given: object) -> Course:
    """The training that the page is to show, computed here to its end."""
    course = Course(resolve(given))
    course.advance(10**9)
    return course


def told(course: Course) -> str:
    """What the page says of an early stop that has restored the best weights."""
    stop = course.stop
    assert stop is not None
    return (
        f"Stopped early at epoch {stop.epoch} · best epoch {stop.best_epoch} restored"
    )


DEFAULT = computed()
STOPPED = told(DEFAULT)


def readout(page: Page, part: str) -> str:
    """The text of a number in the transport bar, without its grouping."""
    text = page.locator(f"#readouts [data-part={part}]").inner_text()
    return "".join(text.replace(",", "").split())


def number(page: Page, part: str) -> float:
    """The same as a number."""
    return float(readout(page, part))


def set_value(page: Page, name: str, value: str) -> None:
    """Type an exact value beside a slider."""
    field = page.get_by_label(f"{name}, exact value")
    field.fill(value)
    field.press("Enter")


def play(page: Page) -> None:
    """Press the one primary action."""
    page.locator("#transport [data-part=primary]").click()


def full_speed(page: Page) -> None:
    """Push the speed slider to its right end."""
    expect(page.locator("#transport")).to_be_enabled()  # the run is known
    page.get_by_role("slider", name="Speed").press("End")
    expect(page.locator("#speed [data-part=value]")).to_have_text("full speed")


def expect_status(page: Page, text: str) -> None:
    """Wait until the status says so."""
    expect(page.locator("#status [data-part=words]")).to_contain_text(text)


def wait_for_update(page: Page, least: int) -> None:
    """Wait until at least so many updates were made."""
    page.wait_for_function(
        """least => Number(document.querySelector("#readouts [data-part=update]")
            .textContent.replace(/[^0-9]/g, "")) >= least""",
        arg=least,
    )


def curve(page: Page, name: str) -> list[list[float]]:
    """The drawn points [[epoch, error], ...] of one of the curves."""
    return page.evaluate(
        """name => {
            const { data } = document.querySelector("#curves .js-plotly-plot");
            const trace = data.find((each) => each.name === name);
            const plain = (values) => Array.from(values ?? []);
            const y = plain(trace.y);
            return plain(trace.x).map((x, i) => [x, y[i]]);
        }""",
        name,
    )


def wait_for_points(page: Page, name: str, least: int) -> None:
    """Wait until a curve has at least so many points."""
    page.wait_for_function(
        """([name, least]) => {
            const { data } = document.querySelector("#curves .js-plotly-plot");
            return data.find((each) => each.name === name).x.length >= least;
        }""",
        arg=[name, least],
    )


def step_update(page: Page) -> None:
    """Step by one update, and wait until it is on the screen."""
    before = number(page, "update")
    page.locator("#transport [data-part=step]").click()
    wait_for_update(page, int(before) + 1)
