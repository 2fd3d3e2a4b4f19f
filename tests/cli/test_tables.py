import numpy as np
from markupsafe import Markup

from app.cli.tables import unit_tables, weight_table


def test_units_stand_in_blocks_of_eight() -> None:
    tables = unit_tables("Layer 1", 1, {Markup("z"): np.arange(20.0)})
    assert [len(table.heads) for table in tables] == [8, 8, 4]
    assert "units 17 to 20 of 20" in tables[-1].caption
    assert tables[-1].rows[0][1][-1] == "19"


def test_a_row_of_weights_leaves_a_unit_and_the_bias_comes_last() -> None:
    table = weight_table(Markup("w"), 1, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    assert [list(cells) for _, cells in table.rows] == [
        ["1", "4"],
        ["2", "5"],
        ["3", "6"],
    ]
    assert table.note == ""


def test_a_wide_layer_is_cut_and_says_so() -> None:
    table = weight_table(Markup("w"), 2, np.zeros((32, 17)))
    assert len(table.heads) == 8
    assert len(table.rows) == 9
    assert "first 8 × 8 of 16 × 32" in table.note


def test_a_full_row_is_set_smaller_with_powers_of_ten_still_more() -> None:
    narrow, wide, powers = (
        weight_table(Markup("w"), 1, block)
        for block in (np.ones((2, 3)), np.ones((8, 3)), np.full((8, 3), 1e-9))
    )
    assert [table.size for table in (narrow, wide, powers)] == [
        "",
        "wide",
        "wide powers",
    ]
