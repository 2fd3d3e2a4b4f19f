"""Whether a validation set is large and mixed enough to tell when to stop.

Its error is a mean over few examples: with other examples the curve has other turns,
and the best epoch is another one. Measured with 60 training examples, on xor with 15 %
wrong labels and on moons, over 12 seeds and 40 validation sets drawn for each: how
often the curve of the validation set hardly follows that of 1,600 examples (correlation
over 100 epochs below 0.5), and how much higher the error of these is at the epoch that
it picks.

    examples            2      8      12     15     20     30     60
    hardly follows, %   65     52     42     42     37     26     13
    costs on average, % 17     13     11     10     9      7      4

    of 60, the rarer class has   0     2     4     5     8     12    30
    hardly follows, %            54    48    46    44    40    34    12
    costs on average, %          13    12    12    11    10    9     4

So with fewer than 15 examples, or fewer than 5 of a class, the curve hardly follows in
about half of the cases: where it stops is mostly chance. (With 12 of 120 labelled
points the best epoch lay anywhere from 14 to 40 in the middle half of the seeds.)
"""

import numpy as np

from app.training.problem import Problem

FEWEST = 15
FEWEST_OF_A_CLASS = 5
_CHANCE = "where it stops is mostly chance."


def weakness(problem: Problem) -> str:
    """Return why the validation set can hardly tell when to stop; "" where it can.

    Of the points as they are now. An empty set has no say at all, and no weakness.
    """
    rows = problem.split.validation
    count = len(rows)
    if count == 0:
        return ""
    if count < FEWEST:
        return f"Only {_examples(count)}: {_CHANCE}"
    names = problem.points.kind.class_names
    if not names:
        return ""
    labels = problem.points.target[rows].astype(np.intp)
    counts = np.bincount(labels, minlength=len(names))
    rarest = int(counts.argmin())
    found = int(counts[rarest])
    if found >= FEWEST_OF_A_CLASS:
        return ""
    if count in counts:
        return f"All {_examples(count)} are of one class: {_CHANCE}"
    some = f"Only {found}" if found else "None"
    verb = "is" if found < 2 else "are"
    return (
        f"{some} of the {_examples(count)} {verb} of class {names[rarest]}: {_CHANCE}"
    )


def _examples(count: int) -> str:
    return f"{count} validation {'example' if count == 1 else 'examples'}"
