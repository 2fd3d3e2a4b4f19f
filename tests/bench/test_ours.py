import pytest

from app.bench.ours import ours
from app.bench.workloads import WORKLOADS, Workload, problem


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_an_epoch_of_each_workload_runs(workload: Workload) -> None:
    contender = ours(workload, *problem(workload))
    contender.run()
    assert contender.updates == workload.updates
