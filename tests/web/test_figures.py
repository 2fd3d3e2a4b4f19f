import json

import pytest

from app.web.figures import CONFIG, skeletons

PANELS = ["network", "curves", "learned", "layers"]


def test_every_panel_has_its_figure():
    assert list(skeletons()) == PANELS


@pytest.mark.parametrize("panel", PANELS)
def test_a_skeleton_survives_json_unchanged(panel):
    figure = skeletons()[panel]
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@pytest.mark.parametrize("panel", PANELS)
def test_a_skeleton_is_transparent_and_without_a_template(panel):
    layout = skeletons()[panel]["layout"]
    assert "template" not in layout
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"


@pytest.mark.parametrize("panel", PANELS)
def test_the_pointer_can_neither_zoom_nor_pan(panel):
    figure = skeletons()[panel]
    axes = [value for key, value in figure["layout"].items() if "axis" in key]
    assert figure["layout"]["dragmode"] is False
    assert axes
    assert all(axis["fixedrange"] for axis in axes)


def test_the_network_feels_edges_units_and_biases():
    names = [trace["name"] for trace in skeletons()["network"]["data"]]
    assert names == ["edges", "edges, far end", "units", "biases"]


def test_each_set_has_its_own_line_and_shape():
    curves = skeletons()["curves"]["data"][:3]
    points = skeletons()["learned"]["data"][1:4]
    assert [trace["name"] for trace in curves] == ["train", "validation", "test"]
    assert curves[2]["line"]["dash"] == "dot"
    assert len({trace["marker"]["symbol"] for trace in points}) == 3


def test_each_layer_has_its_own_line_on_a_logarithmic_axis():
    figure = skeletons()["layers"]
    symbols = {trace["marker"]["symbol"] for trace in figure["data"]}
    assert len(symbols) == len(figure["data"]) == 6 + 1  # hidden layers, output
    assert figure["layout"]["yaxis"]["type"] == "log"


@pytest.mark.parametrize("panel", ["curves", "layers"])
def test_plotly_does_not_tell_the_numbers_of_curves(panel):
    # Its unified label names the nearest point of every line: values of other epochs.
    figure = skeletons()[panel]
    assert figure["layout"]["hovermode"] is False
    assert figure["config"] == CONFIG | {"staticPlot": True}


def test_the_page_gets_its_own_copy_of_the_configuration():
    skeletons()["network"]["config"].clear()
    assert skeletons()["network"]["config"] == CONFIG


def test_only_traces_of_the_small_browser_bundle_are_used():
    kinds = {t["type"] for panel in skeletons().values() for t in panel["data"]}
    assert kinds == {"scatter"}
