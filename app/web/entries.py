"""What people type that is no setting: how it is read, and what the page calls it."""

from app.training.fields import Integer, Number
from app.training.parameters import LARGEST_PARAMETER
from app.web.checks import typed
from app.web.protocol import MOST_EPOCHS

_PARAMETER = Number(-LARGEST_PARAMETER, LARGEST_PARAMETER)
WEIGHT = typed(_PARAMETER, "Value", "0.5")
NUDGE = typed(_PARAMETER, "Nudge", "0.1")
HORIZON = typed(Integer(1, MOST_EPOCHS), "Epoch", "600")
EPOCH = typed(Integer(0, MOST_EPOCHS), "Epoch", "10")
