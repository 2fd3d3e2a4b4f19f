from markupsafe import Markup

from app.cli.mathml import letter, number
from app.cli.sections import Line


def test_each_piece_of_a_line_is_a_formula_of_its_own() -> None:
    line = Line([letter("a"), letter("b")], [number(2.0)], Markup("3"))
    assert [str(part) for part in line.parts] == [
        "<math><mi>a</mi></math>",
        "<math><mi>b</mi></math>",
    ]
    assert [str(part) for part in line.worked] == ["<math><mn>2</mn></math>"]
