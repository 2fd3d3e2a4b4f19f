"""The engine: arrays in, arrays out. No threads, no clocks, no Flask, no global state.

float64 everywhere; columns are examples; inputs end with a row of ones.
"""

from app.engine.activations import ACTIVATIONS, Activation
from app.engine.arrays import Array
from app.engine.batches import Batch, Batches
from app.engine.datasets import (
    DATASETS,
    DatasetKind,
    Points,
    domain,
    generate,
    targets,
)
from app.engine.dropout import DropoutBank
from app.engine.gradcheck import GradientCheck, GradientChecker, check
from app.engine.initializers import INITIALIZERS, Initializer, initialize
from app.engine.inputs import FEATURES, Feature, as_columns, features
from app.engine.layout import LayerParameters, Layout
from app.engine.losses import LOSSES, Loss, Output, Task, output_for
from app.engine.network import Network, Workspace
from app.engine.norms import (
    Norms,
    histogram,
    round_limit,
    size_quantiles,
    weight_norms,
    weights_of,
)
from app.engine.optimizers import OPTIMIZERS, Optimizer, OptimizerKind, make_optimizer
from app.engine.pulls import Pulls, pulls
from app.engine.regularizers import Penalty
from app.engine.signals import (
    Flow,
    Health,
    delta_ratio,
    flow,
    layer_rms,
    times_apart,
    twins,
    unit_health,
)
from app.engine.silencing import Silenced, Silencer, holding
from app.engine.splits import Split, split
from app.engine.streams import Stream, stream
from app.engine.trace import Trace, trace_update

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "FEATURES",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Activation",
    "Array",
    "Batch",
    "Batches",
    "DatasetKind",
    "DropoutBank",
    "Feature",
    "Flow",
    "GradientCheck",
    "GradientChecker",
    "Health",
    "Initializer",
    "LayerParameters",
    "Layout",
    "Loss",
    "Network",
    "Norms",
    "Optimizer",
    "OptimizerKind",
    "Output",
    "Penalty",
    "Points",
    "Pulls",
    "Silenced",
    "Silencer",
    "Split",
    "Stream",
    "Task",
    "Trace",
    "Workspace",
    "as_columns",
    "check",
    "delta_ratio",
    "domain",
    "features",
    "flow",
    "generate",
    "histogram",
    "holding",
    "initialize",
    "layer_rms",
    "make_optimizer",
    "output_for",
    "pulls",
    "round_limit",
    "size_quantiles",
    "split",
    "stream",
    "targets",
    "times_apart",
    "trace_update",
    "twins",
    "unit_health",
    "weight_norms",
    "weights_of",
]
