import pytest

from app.bench.workloads import WORKLOADS, Workload, problem


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_the_problem_fits_the_network(workload: Workload) -> None:
    x, t = problem(workload)
    assert x.shape == (workload.examples, workload.sizes[0])
    assert t.shape == (workload.examples, workload.sizes[-1])


def test_an_epoch_ends_with_a_shorter_batch() -> None:
    by_name = {workload.name: workload for workload in WORKLOADS}
    assert by_name["W1"].updates == 25
    assert by_name["W3"].updates == 9
    assert by_name["W4"].updates == 57
