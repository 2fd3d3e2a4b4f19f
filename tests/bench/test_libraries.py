import pytest

from app.bench.libraries import SKLEARN_EPOCHS, sklearn_fit, torch_loop
from app.bench.workloads import WORKLOADS, Workload, problem

ids = pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)


@ids
def test_scikit_learn_makes_the_updates_that_are_counted(workload: Workload) -> None:
    contender = sklearn_fit(workload, *problem(workload))
    assert contender.updates == workload.updates * SKLEARN_EPOCHS


def test_scikit_learn_fits() -> None:
    sklearn_fit(WORKLOADS[0], *problem(WORKLOADS[0])).run()


def test_pytorch_is_measured_only_where_it_is_installed() -> None:
    try:
        contender = torch_loop(WORKLOADS[0], *problem(WORKLOADS[0]))
    except ImportError:
        return
    contender.run()
