/**
 * Tells the server what frames shall carry: maps, the units' health and the output map
 * only while their panels are on the screen, and the one part that is looked at.
 */

/** What stands under the picture and shows an update taken apart. */
const INSPECTING = new Set(["chain", "phases", "table"]);

/** Updates are taken apart only while somebody looks: there, or at the units that dropout drops. */
const inspects = ({ view, settings }) => INSPECTING.has(view.below) || settings.dropout > 0;

/** So is how each layer learns. */
const showsLayers = ({ view }) => view.below === "layers";

/** And how large the weights are. */
const showsNorms = ({ view }) => view.below === "weights";

/** The gradient's two parts: for the edges, or in numbers among the weights. */
const showsPulls = ({ view, settings }) => {
  const isWanted = view.below === "weights" || (view.edges === "gradient" && view.part !== "both");
  return isWanted && (settings.l1 > 0 || settings.l2 > 0);
};

/** The maps of a run and its twin, side by side; then the run's own is wanted anyhow. */
const showsTwin = ({ view }) => view.below === "twin";
/** Each point's error, where its picture shows it. */
const showsErrors = ({ view }) => view.errors;

/**
 * @param {{store: object, commands: {view: (patch: object) => Promise<object>},
 *   roots: {maps: Element, output: Element}}} parts `roots`: the panels that show them
 */
export function watchView({ store, commands, roots }) {
  const visible = { maps: true, output: true, health: true };

  function onSeen(entries) {
    const patch = {};
    for (const { target, isIntersecting } of entries) {
      for (const name of target === roots.maps ? ["maps", "health"] : ["output"]) {
        if (visible[name] !== isIntersecting) patch[name] = isIntersecting;
      }
    }
    Object.assign(visible, patch);
    if ("output" in patch) patch.points = patch.output && showsErrors(store.get());
    if (Object.keys(patch).length) tell(patch);
  }

  function tell(patch) {
    const { connection, view } = store.get();
    if (connection !== "connected") return;
    const isCompared = "output" in patch && showsTwin({ view });
    commands.view(isCompared ? { ...patch, output: true } : patch);
  }

  const observer = new IntersectionObserver(onSeen, { rootMargin: "80px" });
  Object.values(roots).forEach((root) => observer.observe(root));
  const ends = [
    store.subscribe((state) => state.view.focus, (focus) => tell({ focus })),
    store.subscribe(inspects, (inspect) => tell({ inspect })),
    store.subscribe(showsLayers, (layers) => tell({ layers })),
    store.subscribe(showsNorms, (norms) => tell({ norms })),
    store.subscribe(showsPulls, (pulls) => tell({ pulls })),
    store.subscribe(showsTwin, (shown) => tell({ twin_output: shown, output: visible.output })),
    store.subscribe(showsErrors, (errors) => tell({ points: errors && visible.output })),
    store.subscribe((state) => state.view.example, (example) => tell({ example })),
  ];

  return {
    /** Everything at once, for a new connection. */
    wanted() {
      const state = store.get();
      const { focus, example } = state.view;
      const asked = {
        inspect: inspects(state),
        layers: showsLayers(state),
        norms: showsNorms(state),
        pulls: showsPulls(state),
        twin_output: showsTwin(state),
        output: visible.output || showsTwin(state),
        points: showsErrors(state) && visible.output,
      };
      return { ...visible, focus, example, ...asked };
    },
    destroy() {
      observer.disconnect();
      ends.forEach((end) => end());
    },
  };
}
