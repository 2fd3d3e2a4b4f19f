import assert from "node:assert/strict";
import { test } from "node:test";
import { onTextSize, setTextScale, textBox, textPx } from "../../../static/js/core/text_size.js";

test("lengths follow the size of text, and who draws with them is told", () => {
  let times = 0;
  const end = onTextSize(() => (times += 1));
  assert.equal(textPx(11), 11);
  setTextScale(1.5);
  setTextScale(1.5);
  assert.deepEqual([textPx(11), textBox({ l: 52, t: 7 }), times], [16.5, { l: 78, t: 11 }, 1]);
  setTextScale(40);
  assert.equal(textPx(11), 22, "the picture keeps room");
  setTextScale(NaN);
  assert.equal(textPx(11), 11);
  end();
  setTextScale(2);
  assert.equal(times, 3);
  setTextScale(1);
});
