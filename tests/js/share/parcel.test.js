import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState } from "../../../static/js/core/state.js";
import { DEFAULT_SPEED, DEFAULTS_VERSION, LONGEST_LINK } from "../../../static/js/protocol.js";
import { parcelOf } from "../../../static/js/share/parcel.js";

const boot = { catalogue: [{ name: "l2", kind: "number", default: 0 }] };
const location = new URL("http://host:1/base/");
const FIRST = { ...initialState(boot, "light"), speed: DEFAULT_SPEED, defaults: { l2: 0 }, settings: { l2: 0.5 } };
const RUN = { settings: { l2: 0 }, changes: [], update: 6, epoch: 1, within_epoch: false, link: "defaults=1&update=6" };
const parcel = (run, state = FIRST) => parcelOf(state, run, { boot, location });

test("the link is the server's, and how the page looks", () => {
  assert.equal(parcel(RUN).link, "http://host:1/base/?defaults=1&update=6");
  const state = { ...FIRST, view: { ...FIRST.view, below: "layers", pinned: { kind: "edge", layer: 1, from: 0, to: 2 } } };
  assert.equal(parcel(RUN, state).link, "http://host:1/base/?defaults=1&update=6&pane=layers&focus=edge.1.0.2");
});

test("the file holds the run and the same view", () => {
  const state = { ...FIRST, view: { ...FIRST.view, below: "layers" } };
  assert.deepEqual(parcel(RUN, state).file, { settings: { l2: 0 }, changes: [], update: 6, view: { pane: "layers" } });
});

test("one character too many, and the link is to the settings alone", () => {
  const base = "http://host:1/base/?";
  const fits = { ...RUN, link: "x".repeat(LONGEST_LINK - base.length) };
  assert.equal(parcel(fits).isTooLong, false);
  assert.equal(parcel(fits).link.length, LONGEST_LINK);
  const longer = parcel({ ...fits, link: `${fits.link}x` });
  assert.equal(longer.isTooLong, true);
  assert.equal(longer.link, `${base}l2=0.5&defaults=${DEFAULTS_VERSION}`);
});

test("without a connection there are the settings alone, and no file", () => {
  const { link, file, isTooLong } = parcel(null);
  assert.deepEqual([link, file, isTooLong], [`http://host:1/base/?l2=0.5&defaults=${DEFAULTS_VERSION}`, null, false]);
});

test("places in a run that is not given away are not named", () => {
  const frame = { visit: { epoch: 3 } };
  const state = { ...FIRST, frame, view: { ...FIRST.view, below: "point", point: 4, example: 2 } };
  assert.equal(parcel(null, state).link, `http://host:1/base/?l2=0.5&defaults=${DEFAULTS_VERSION}&pane=point`);
});
