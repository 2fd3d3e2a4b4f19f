"""Skeletons of the page's Plotly figures: traces, axes and behavior, without data.

The browser fills in data, sizes and the theme's colors. Everything that stays the
same for the life of a page is said here, and checked by Plotly's own Python package
when it is built.
"""

import json
from typing import Any

import plotly.graph_objects as go

Figure = dict[str, Any]

#: How each set of examples looks: (name, line of its curve, symbol of its points).
SETS = (
    ("train", "solid", "circle"),
    ("validation", "solid", "diamond"),
    ("test", "dot", "triangle-up"),
)

#: What marks the line of each layer, from the first on: six hidden ones and the output.
LAYER_SYMBOLS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "x",
    "star",
)
MARKED = 8  # points of a line, the curves being too restless for dashes

CONFIG = {
    "displayModeBar": False,
    "doubleClick": False,
    "responsive": False,
    "scrollZoom": False,
    "showTips": False,
}

CLEAR = "rgba(0,0,0,0)"


def skeletons() -> dict[str, Figure]:
    """Return the figures by panel, each `{data, layout, config}`, ready for JSON."""
    return {
        "network": _plain(_network()),
        "curves": _still(_curves()),
        "learned": _plain(_learned()),
        "layers": _still(_layers()),
    }


def _plain(figure: go.Figure) -> Figure:
    """Return a figure as dicts and lists, in the form that Plotly.newPlot takes."""
    plain: Figure = json.loads(figure.to_json())
    plain["layout"].pop("template", None)  # 7 KB of defaults that the page overrides
    return plain | {"config": dict(CONFIG)}


def _still(figure: go.Figure) -> Figure:
    """Return a figure whose pointer is the page's: Plotly tells nothing itself.

    Its unified label names the nearest point of every line, so values of other epochs.
    """
    return _plain(figure) | {"config": CONFIG | {"staticPlot": True}}


def _layout(**layout: Any) -> go.Layout:
    return go.Layout(
        autosize=False,
        dragmode=False,
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        **layout,
    )


def _network() -> go.Figure:
    """Targets for the pointer; edges and maps are painted on the canvas beneath.

    An edge has one target at 30 % of its length and one at 70 %: half-way the edges
    i to j and j to i would share one point.
    """
    axis = {"fixedrange": True, "visible": False}
    names = ("edges", "edges, far end", "units", "biases")
    return go.Figure(
        [_targets(name) for name in names],
        _layout(
            hoverdistance=26,
            hovermode="closest",
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            showlegend=False,
            xaxis=axis,
            yaxis=axis,
        ),
    )


def _targets(name: str) -> go.Scatter:
    """Return a trace that is felt by the pointer but not seen."""
    return go.Scatter(
        name=name, mode="markers", hoverinfo="none", marker={"opacity": 0}, x=[], y=[]
    )


def _curves() -> go.Figure:
    """Errors against epochs; the second y axis (0 to 1) holds flags along the edge.

    The third one, at the right, is that of the accuracies where they stand beside the
    errors.
    """
    axis = {"fixedrange": True, "showline": False, "zeroline": False}
    return go.Figure(
        [
            *(_curve(name, dash) for name, dash, _ in SETS),
            go.Scatter(name="best epoch", mode="markers", x=[], y=[]),
            go.Scatter(
                name="changed setting",
                mode="markers",
                marker={"symbol": "triangle-up", "size": 11},
                x=[],
                y=[],
                yaxis="y2",
            ),
        ],
        _layout(
            hovermode=False,
            legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.01},
            margin={"l": 52, "r": 14, "t": 28, "b": 44},
            showlegend=False,  # costs 7 ms a time: HTML on the page, Plotly's in files
            xaxis=axis | {"title": {"text": "epoch"}},
            yaxis=axis | {"title": {"text": "error"}},
            yaxis2={
                "fixedrange": True,
                "overlaying": "y",
                "range": [0, 1],
                "visible": False,
            },
            yaxis3=axis
            | {
                "overlaying": "y",
                "showgrid": False,
                "side": "right",
                "tickformat": ".3~%",
                "ticklabelshift": -6,  # else the lowest lies on that of the last epoch
                "tickmode": "auto",  # else its labels stand where the errors' do
            },
        ),
    )


def _curve(name: str, dash: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="lines",
        connectgaps=False,
        line={"dash": dash, "width": 2},
        x=[],
        y=[],
    )


def _learned() -> go.Figure:
    """Points over the output's map; `fit` is the curve where there is one input."""
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False}
    return go.Figure(
        [
            go.Scatter(name="fit", mode="lines", hoverinfo="skip", x=[], y=[]),
            *(_points(name, symbol) for name, _, symbol in SETS),
            _marks("wrong label", "circle-open", 14),
            _marks("added", "square-open", 17),
            _marks("removed", "x-thin-open", 8, hoverinfo="none"),
            go.Scatter(
                name="scale",
                mode="markers",
                hoverinfo="skip",
                marker={"showscale": False, "size": 0.1},
                showlegend=False,
                x=[None],
                y=[None],
            ),
        ],
        _layout(
            hoverdistance=12,
            hovermode="closest",
            margin={"l": 46, "r": 12, "t": 8, "b": 42},
            showlegend=False,
            xaxis=axis,
            yaxis=axis,
        ),
    )


def _marks(name: str, symbol: str, size: int, hoverinfo: str = "skip") -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers",
        hoverinfo=hoverinfo,
        marker={"size": size, "symbol": symbol},
        x=[],
        y=[],
    )


def _points(name: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers",
        hoverinfo="none",
        marker={"size": 8, "symbol": symbol},
        x=[],
        y=[],
    )


def _layers() -> go.Figure:
    """Root mean squares against epochs, a line a layer, on a logarithmic axis.

    The page names the lines at their ends, in the margin on the right.
    """
    axis = {"fixedrange": True, "showline": False, "zeroline": False}
    return go.Figure(
        [_layer(number, each) for number, each in enumerate(LAYER_SYMBOLS, start=1)],
        _layout(
            hovermode=False,
            margin={"l": 50, "r": 62, "t": 8, "b": 36},
            showlegend=False,
            xaxis=axis | {"title": {"text": "epoch"}},
            yaxis=axis | {"type": "log"},
        ),
    )


def _layer(number: int, symbol: str) -> go.Scatter:
    return go.Scatter(
        name=f"layer {number}",
        mode="lines+markers",
        connectgaps=False,
        line={"width": 1.25},
        marker={"symbol": symbol, "size": 8, "maxdisplayed": MARKED},
        x=[],
        y=[],
    )
