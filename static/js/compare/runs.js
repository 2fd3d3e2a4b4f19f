/**
 * Runs beside each other: keep this one or its twin, the table of them all, and the list
 * of those made in this browser.
 */
import { calmly } from "../core/calm.js";
import { download, h, setText, setUsable, whenUsable } from "../core/dom.js";
import { newRecord, recordOf } from "../core/recorder.js";
import { LONGEST_NAME, MOST_KEPT } from "../core/records.js";
import { State } from "../protocol.js";
import { createRunList } from "./run_list.js";
import { createRunTable } from "./run_table.js";
import { summaryOf } from "./run_facts.js";
import { twinName } from "./twin_words.js";

const PAUSE_MS = 500;
/** A number may have to stand behind it. */
const ROOM = LONGEST_NAME - 4;
const PASSING = "The browser's storage is full or blocked: some of these runs are kept only until you close this page.";
const EARLY = "A run can be kept once its first epoch is finished";

export function createRuns(ctx) {
  const { store, commands, boot, records, report } = ctx;
  const { catalogue } = boot;
  const complain = (message) => report({ code: "runs", field: "runs", message });
  const act = {
    open: ({ recipe }) => commands.open(recipe),
    keep: (record) => keep(record, nameOf(record)),
    rename: (id, name) => records.rename(id, name),
    show: (id, isShown) => records.show(id, isShown),
    recolor: (id) => records.recolorNext(id),
    remove: (id) => records.remove(id),
    rest: () => own,
  };
  const table = createRunTable(catalogue, act);
  const list = createRunList(catalogue, act);
  const own = button("Keep this run", keepOwn);
  const twin = button("Keep the twin", keepTwin);
  const csv = button("Save table as CSV", () => download("runs.csv", table.csv(), "text/csv"));
  const count = h("span", { class: "quiet" });
  const told = h("p", { class: "visually-hidden", role: "status" });
  const bar = h("div", { class: "runs-bar" }, own, twin, csv, count, told);
  const passing = h("p", { class: "run-passing", role: "status" });
  const all = { class: "inspected runs", tabindex: 0, role: "group", "aria-label": "Runs beside each other" };
  const element = h("section", { class: "inspector", "aria-label": "Runs" }, h("div", all, bar, passing, table.element, list.element));
  const write = calmly(fill, { pause: PAUSE_MS });

  const nameOf = (record) => summaryOf(catalogue, record, { longest: ROOM });

  function keep(record, name) {
    if (!record) {
      complain("This run was changed too often to be kept: its recipe would not fit into a message.");
    } else if (!records.keep(record, name)) {
      complain(`At most ${MOST_KEPT} runs can be kept; received another: remove one first.`);
    } else {
      setText(told, `Kept as ${records.kept().at(-1).name}`);
    }
  }

  function keepOwn() {
    const record = recordOf(store.get());
    keep(record, record ? nameOf(record) : "");
  }

  /** The recipe comes from the server; it may have gone on: what belongs to later is left out. */
  async function keepTwin() {
    const { twin: seen } = store.get().frame;
    const answer = await commands.export(true);
    if (!answer.ok) return;
    const { settings, changes } = answer;
    const made = changes.filter(({ update }) => update <= seen.update + 1);
    const name = twinName(catalogue.find((each) => each.name === seen.name), seen, ROOM);
    keep(newRecord(seen.id, { settings, changes: made, update: seen.update }, seen.series, seen), name);
  }

  function fill(state) {
    const current = recordOf(state);
    const rows = current ? [{ ...current, name: "Your run", isCurrent: true }] : [];
    table.render([...rows, ...state.kept], state.settings);
    list.render(state.records, current?.recipe ?? null);
    setText(passing, records.areStored() ? "" : PASSING);
    setText(count, `${state.kept.length} of ${MOST_KEPT} kept`);
  }

  return {
    element,
    /** @param {object} state the page's state; called while this is shown */
    render(state) {
      const { frame, kept } = state;
      setUsable(own, frame.epoch > 0);
      own.title = frame.epoch > 0 ? "" : EARLY;
      twin.hidden = !frame.twin;
      setUsable(twin, (frame.twin?.epoch ?? 0) > 0);
      setUsable(csv, frame.epoch > 0 || kept.length > 0);
      table.element.hidden = frame.epoch < 1 && !kept.length;
      write(frame.state === State.RUNNING, state);
    },
  };
}

function button(label, run) {
  return h("button", { type: "button", class: "small", onclick: whenUsable(run) }, label);
}
