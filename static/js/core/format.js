/** Numbers as people read them: short, of steady width, with a real minus sign. */

const MISSING = "–";

/** A number as JavaScript writes it, its power as people do: "2e-7" as "2e−7", "1e+6" as "1e6". */
export function tidyPower(text) {
  return text.replace("e-", "e−").replace("e+", "e");
}

/** The text as a sentence or a title begins. */
export function capitalized(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** An error: four decimals while small, a power of ten once it is huge. */
export function formatError(value) {
  if (value == null) return MISSING;
  if (value >= 1e5) return tidyPower(value.toExponential(1));
  if (value >= 100) return value.toFixed(1);
  return value.toFixed(value >= 10 ? 2 : 4);
}

/** A share of 1 as a percentage with one decimal. */
export function formatShare(value) {
  return value == null ? MISSING : `${(value * 100).toFixed(1)} %`;
}

/** A count, as the sentences of the status write it. */
export function formatCount(value) {
  return value == null ? MISSING : String(value);
}

/** A setting's value as its field shows it: six digits are enough to read. */
export function formatValue(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  return String(typeof value === "number" ? Number(value.toPrecision(6)) : value);
}
