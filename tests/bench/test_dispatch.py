import pytest

from app.bench.dispatch import calls, dispatch
from app.bench.workloads import WORKLOADS, Workload


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_the_calls_run_and_stay_finite(workload: Workload) -> None:
    contender = dispatch(workload)
    for _ in range(3):
        contender.run()  # a NumPy warning would be an error
    assert contender.updates == workload.updates


def test_an_update_has_as_many_calls_as_the_engines() -> None:
    counts = {workload.name: len(calls(workload)) for workload in WORKLOADS}
    # per hidden layer 2 forward and 3 backward; last layer, slopes, step beside
    assert counts == {"W1": 18, "W2": 17, "W3": 38, "W4": 30}
