/** Starts the page: the store, the connection to the run, and every panel. */
import { readBoot } from "./core/boot.js";
import { createCommands } from "./core/commands.js";
import { connect, readQuery } from "./core/connection.js";
import { createEditing } from "./core/editing.js";
import { reportTo } from "./core/errors.js";
import { createExamining } from "./core/examining.js";
import { listenToKeys } from "./core/keyboard.js";
import { lazyPlotly } from "./core/library.js";
import { keepRecipe } from "./core/memory.js";
import { keepSizesOnPaper } from "./core/paper.js";
import { createPicking } from "./core/picking.js";
import { createPlotly } from "./core/plotly.js";
import { keepRecords } from "./core/recorder.js";
import { createRecords } from "./core/records.js";
import { createScheduler } from "./core/scheduler.js";
import { initialState } from "./core/state.js";
import { createStore } from "./core/store.js";
import { followTextSize } from "./core/text_size.js";
import { createTheme } from "./core/theme.js";
import { createTooltip } from "./core/tooltip.js";
import { guardTouches } from "./core/touch.js";
import { keepAddress } from "./core/url.js";
import { watchView } from "./core/view.js";
import { createWalker } from "./core/walker.js";
import { mountPanels } from "./panels/index.js";
import { arrive, pointOut, when } from "./share/arrival.js";
import { keepView } from "./share/kept_view.js";
import { readView } from "./share/view_link.js";

const find = (id) => document.getElementById(id);

function start() {
  const boot = readBoot();
  followTextSize();
  const theme = createTheme();
  const store = createStore(initialState(boot, theme.name()));
  const report = reportTo(store);
  const address = keepAddress({ store, catalogue: boot.catalogue });
  const linked = readView(readQuery(location).query);
  const left = keepView(store);
  store.set({ view: { ...store.get().view, ...linked.view, ...left?.view } });
  const keep = keepRecipe(store);
  const records = createRecords();
  keepRecords(store, records);
  const request = (...message) => connection.request(...message);
  const commands = createCommands({ request, store, report });
  const roots = { maps: find("network"), output: find("learned") };
  const view = watchView({ store, commands, roots });

  const { plotly, schedule } = createDrawing(store, (seq) => connection.confirm(seq));
  const walker = createWalker({ store, commands, changed: () => schedule.invalidate() });
  const picking = createPicking({ store, walker });
  const editing = createEditing({ store, commands });
  const examining = createExamining({ store, commands });
  const ctx = { keep, store, commands, walker, picking, editing, examining, plotly, schedule, theme, boot, address, report, records };
  mount(ctx);

  if (linked.wrong.length) report({ code: "syntax", field: "view", message: `Left out of this link's view: ${linked.wrong.join(", ")}.` });
  arrive(ctx, { later: linked.later, isNew: () => true });
  if (left) when(store, ({ run }) => run).then(() => pointOut(store, left.later));
  if (readQuery(location).fits) boot.query_errors?.forEach(report);
  const connection = connect({
    io: globalThis.io,
    store,
    report,
    server: boot.server,
    view: view.wanted,
    beforeHello() {
      address.write();
      keep();
    },
  });
  // What is missing in older browsers, and the page cannot do without: they are told so.
  if ("findLast" in Array.prototype) find("unstarted").remove();
}

/** The scheduler and Plotly: each frame is confirmed once, when it has been drawn. */
function createDrawing(store, confirmSeq) {
  let confirmed = null;

  function confirm({ frame }) {
    if (!frame || frame === confirmed) return;
    confirmed = frame;
    confirmSeq(frame.seq);
  }

  const { library, isReady, whenReady } = lazyPlotly();
  const plotly = createPlotly(library, () => whenReady(schedule.wake));
  const work = () => isReady() && plotly.work();
  const schedule = createScheduler({ state: store.get, confirm, work });
  return { plotly, schedule };
}

function mount(ctx) {
  const { store, schedule, theme } = ctx;
  const panels = mountPanels(find, ctx);
  Object.values(panels).forEach(schedule.add);
  store.subscribe(
    (state) => state,
    () => schedule.invalidate(),
  );
  theme.onChange((name) => store.set({ theme: name }));
  createTooltip(find("tooltip"));
  listenToKeys(panels.transport.actions);
  guardTouches();
  keepSizesOnPaper(() => document.querySelectorAll(".stage"));
}

start();
