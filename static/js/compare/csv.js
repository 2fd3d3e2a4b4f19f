/** Tables as CSV (RFC 4180), safe to open in a spreadsheet. */

const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n]/;

/**
 * One cell. A text that a spreadsheet would run as a formula gets an apostrophe before it;
 * numbers are written in full.
 *
 * @param {unknown} value text, number, boolean or null
 */
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {unknown[][]} rows the head among them */
export function csvText(rows) {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}
