import assert from "node:assert/strict";
import { test } from "node:test";

import { COLUMNS, LIMIT, emptySeries, mergeSeries, thin } from "../../../static/js/core/series.js";

function points(first, last, train = (epoch) => 1 / (1 + epoch)) {
  const epoch = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return { epoch, train: epoch.map(train), validation: epoch.map(train), test: null };
}

test("new points are appended and absent series are null", () => {
  const series = mergeSeries(mergeSeries(emptySeries(), points(0, 2)), points(3, 4));
  assert.deepEqual(series.epoch, [0, 1, 2, 3, 4]);
  assert.equal(series.train[4], 1 / 5);
  assert.deepEqual(series.test, [null, null, null, null, null]);
});

test("a merge gives a new object where something is new", () => {
  const series = mergeSeries(emptySeries(), points(0, 2));
  assert.notEqual(mergeSeries(series, points(3, 3)), series);
  assert.equal(mergeSeries(series, { epoch: [] }), series);
  assert.equal(mergeSeries(series, points(1, 3)), series);
  assert.notEqual(mergeSeries(series, points(3, 3, () => 9)), series);
});

test("overlapping points replace what was there", () => {
  const series = mergeSeries(mergeSeries(emptySeries(), points(0, 3)), points(2, 5, () => 9));
  assert.deepEqual(series.epoch, [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(series.train.slice(2), [9, 9, 9, 9]);
});

test("epochs that lie between known ones are put in their place", () => {
  const sparse = { epoch: [0, 4, 8], train: [3, 2, 1] };
  const series = mergeSeries(mergeSeries(emptySeries(), sparse), points(3, 9, () => 9));
  assert.deepEqual(series.epoch, [0, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(series.train, [3, 9, 9, 9, 9, 9, 9, 9]);
});

test("a series that comes later fills in earlier epochs and wipes nothing", () => {
  const known = mergeSeries(emptySeries(), points(0, 3));
  const test = { epoch: [0, 1, 2, 3], train: null, validation: null, test: [4, 3, 2, 1] };
  const series = mergeSeries(known, test);
  assert.deepEqual(series.test, [4, 3, 2, 1]);
  assert.deepEqual(series.train, known.train);
});

test("every column keeps the length of the epochs", () => {
  const series = mergeSeries(mergeSeries(emptySeries(), points(0, 3)), points(1, 9));
  for (const name of COLUMNS) assert.equal(series[name].length, series.epoch.length);
});

test("above its limit a series is thinned and keeps its extremes", () => {
  const spiky = (epoch) => (epoch === 12_345 ? -7 : epoch === 13_000 ? 7 : Math.sin(epoch));
  let series = emptySeries();
  for (let start = 0; start < 60_000; start += 500) {
    series = mergeSeries(series, points(start, start + 499, spiky));
    assert.ok(series.epoch.length <= LIMIT);
  }
  assert.ok(series.epoch.length > LIMIT / 20);
  assert.equal(Math.min(...series.train), -7);
  assert.equal(Math.max(...series.train), 7);
  assert.equal(series.epoch[0], 0);
  assert.equal(series.epoch.at(-1), 59_999);
});

test("thinning keeps the epochs ascending", () => {
  const series = thin(mergeSeries(emptySeries(), points(0, 5000)), 300);
  assert.ok(series.epoch.length <= 302);
  assert.ok(series.epoch.every((epoch, i) => i === 0 || epoch > series.epoch[i - 1]));
});
