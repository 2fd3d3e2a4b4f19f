import assert from "node:assert/strict";
import { test } from "node:test";
import { csvCell, csvText } from "../../../static/js/compare/csv.js";

test("commas, quotes and line ends are quoted", () => {
  assert.equal(csvCell('say "a, b"'), '"say ""a, b"""');
  assert.equal(csvCell("two\nlines"), '"two\nlines"');
  assert.equal(csvCell("plain"), "plain");
});

test("a name that a spreadsheet would run as a formula is made a text", () => {
  for (const start of ["=", "+", "-", "@", "\t"]) {
    assert.equal(csvCell(`${start}HYPERLINK()`), `'${start}HYPERLINK()`);
  }
  assert.equal(csvCell('=1,"2"'), '"\'=1,""2"""');
});

test("numbers are written in full, and what is missing is empty", () => {
  assert.equal(csvCell(-0.1234567890123456), "-0.1234567890123456");
  assert.equal(csvCell(null), "");
  assert.equal(csvCell(true), "true");
});

test("lines end as the standard says", () => {
  assert.equal(csvText([["a", "b"], [1, null]]), "a,b\r\n1,\r\n");
});
