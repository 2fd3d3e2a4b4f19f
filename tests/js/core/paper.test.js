import assert from "node:assert/strict";
import { test } from "node:test";

import { keepSizesOnPaper } from "../../../static/js/core/paper.js";

function picture(width, height) {
  return { style: { width: "", height: "10em" }, getBoundingClientRect: () => ({ width, height }) };
}

test("each picture keeps its size until it is printed", () => {
  const page = new EventTarget();
  const pictures = [picture(300, 200), picture(10.5, 20)];
  keepSizesOnPaper(() => pictures, page);
  page.dispatchEvent(new Event("beforeprint"));
  page.dispatchEvent(new Event("beforeprint"));
  assert.deepEqual(
    pictures.map(({ style }) => style),
    [{ width: "300px", height: "200px" }, { width: "10.5px", height: "20px" }],
  );
  page.dispatchEvent(new Event("afterprint"));
  for (const { style } of pictures) assert.deepEqual(style, { width: "", height: "10em" });
});
