import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../static/js");
const LONGEST_FILE = 250;
const files = readdirSync(ROOT, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .map((name) => name.replaceAll("\\", "/"));
const read = (name) => readFileSync(join(ROOT, name), "utf8");

/** What each folder may import; `protocol.js` and its own folder besides. */
const ALLOWED = {
  core: [],
  controls: ["core"],
  pictures: ["core"],
  formulas: ["core"],
  tables: ["core", "pictures"],
  inspector: ["core", "formulas", "pictures"],
  signals: ["core", "pictures"],
  compare: ["core", "controls", "pictures"],
  share: ["core", "pictures"],
  panels: ["core", "controls", "pictures", "tables", "inspector", "signals", "compare", "share"],
};

function imports(name) {
  const found = read(name).matchAll(/^\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"/gms);
  return [...found].map(([, path]) => relative(ROOT, resolve(ROOT, dirname(name), path)));
}

test("an arrow between folders points one way only", () => {
  for (const name of files) {
    const folder = name.includes("/") ? name.split("/")[0] : null;
    if (!folder) continue;
    const allowed = [folder, ...ALLOWED[folder]];
    for (const target of imports(name)) {
      const fine = target === "protocol.js" || allowed.includes(target.split("/")[0]);
      assert.ok(fine, `${name} imports ${target}`);
    }
  }
});

test("every import is there, so no script is missing at the start", () => {
  for (const name of files) {
    for (const target of imports(name)) assert.ok(files.includes(target), `${name}: ${target}`);
  }
});

test("one module touches the socket, one touches Plotly", () => {
  const touching = (pattern) =>
    files.filter((name) => pattern.test(read(name).replace(/^\s*(\*|\/\/|\/\*).*$/gm, "")));
  assert.deepEqual(touching(/\bsocket\.(on|emit)\(/), ["core/socket.js"]);
  assert.deepEqual(touching(/\blibrary\.(react|newPlot|toImage|purge)\(/), ["core/plotly.js"]);
});

test("files stay short enough to hold one idea", () => {
  for (const name of files) {
    const lines = read(name).split("\n").length;
    assert.ok(lines <= LONGEST_FILE, `${name} has ${lines} lines`);
  }
});

test("no panel writes markup as text", () => {
  for (const name of files) {
    assert.doesNotMatch(read(name).replaceAll("`innerHTML`", ""), /innerHTML|insertAdjacentHTML/, name);
  }
});
