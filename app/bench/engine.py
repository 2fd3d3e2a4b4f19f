"""The engine against tutorials' NumPy, the dispatch floor and libraries."""

from collections.abc import Callable

from app.bench.dispatch import dispatch
from app.bench.libraries import sklearn_fit, torch_loop
from app.bench.ours import ours
from app.bench.report import Bar, Report
from app.bench.timing import Contender, Times, interleaved
from app.bench.tutorial import tutorial
from app.bench.workloads import WORKLOADS, Array, Workload, problem

ROUNDS = 100
Library = Callable[[Workload, Array, Array], Contender]
LIBRARIES: dict[str, Library] = {
    "scikit-learn's own fit": sklearn_fit,
    "PyTorch, eager": torch_loop,
}


def run(report: Report, rounds: int = ROUNDS) -> None:
    """Time all workloads, each with all its contenders in turn."""
    report.title("Engine: times as fast, median of interleaved rounds")
    for workload in WORKLOADS:
        x, t = problem(workload)
        contenders = {
            "ours": ours(workload, x, t),
            "tutorial-style NumPy": tutorial(workload, x, t),
            "the dispatch floor": dispatch(workload),
        }
        absent = {}
        for name, library in LIBRARIES.items():
            try:
                contenders[name] = library(workload, x, t)
            except ImportError:
                absent[name] = "it is not installed"
        _report(report, workload, interleaved(contenders, rounds))
        for name, reason in absent.items():
            report.missing(f"{workload.name} against {name}", reason)


def _report(report: Report, workload: Workload, times: Times) -> None:
    shape = "-".join(map(str, workload.sizes))
    report.note(
        f"{workload.name}: {shape}, batch {workload.batch}, {workload.optimizer}: "
        f"{times.microseconds('ours'):.2f} us an update"
    )
    bars: dict[str, Bar | None] = {
        "tutorial-style NumPy": workload.tutorial_bar,
        "the dispatch floor": workload.floor_bar,
        "scikit-learn's own fit": workload.sklearn_bar,
    }
    for name in times.names[1:]:
        ratio = times.times_faster("ours", than=name)
        report.line(f"{workload.name} against {name}", ratio, "x", bars.get(name))
