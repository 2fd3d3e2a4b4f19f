import assert from "node:assert/strict";
import { test } from "node:test";
import { breakLines, composeSvg, escape, short, tag } from "../../../static/js/pictures/export.js";
import { layoutNetwork } from "../../../static/js/pictures/geometry.js";
import { edgePaths } from "../../../static/js/pictures/network_image.js";

test("text in a file cannot become markup", () => {
  assert.equal(escape('<a b="c">&'), "&lt;a b=&quot;c&quot;&gt;&amp;");
  assert.equal(tag("g", { id: 'x"', no: null }, "<b/>"), '<g id="x&quot;"><b/></g>');
});

test("numbers are written short", () => {
  assert.equal(short(1 / 3), "0.33");
});

test("a file holds title, what lies under, Plotly's layer and the legend, in this order", () => {
  const svg = composeSvg({
    width: 100,
    height: 50,
    title: "Network 2 → 1",
    legend: ["full width"],
    under: "<g id='under'></g>",
    plot: '<?xml version="1.0"?>\n<svg id="plot"></svg>',
    colors: { panel: "#fff", ink: "#000", muted: "#888" },
    font: "sans-serif",
  });
  const places = ["Network 2", "id='under'", 'id="plot"', "full width"].map((part) => svg.lastIndexOf(part));
  assert.deepEqual([...places].sort((a, b) => a - b), places);
  assert.ok(!svg.includes("<?xml"));
});

test("a long legend takes more lines, and no part is cut", () => {
  assert.deepEqual(breakLines(["one", "two", "three"], 10), ["one · two", "three"]);
  assert.deepEqual(breakLines(["a very long part"], 4), ["a very long part"]);
});

test("edges are vectors, the strongest last, negative ones dashed", () => {
  const geometry = layoutNetwork([2, 1], { width: 300, height: 200 });
  const colors = { positive: "blue", negative: "orange" };
  const scene = { values: [-2, 1], order: [1, 0], limit: 2, colors };
  const paths = edgePaths({ geometry, ...scene }).match(/<path [^>]*>/g);
  assert.equal(paths.length, 2);
  assert.match(paths[0], /stroke="blue"/);
  assert.match(paths[1], /stroke="orange".*stroke-dasharray=/);
});
