/**
 * Runs in the measured page before its own scripts: notes when it is ready, how long a
 * moved slider or a step takes to the painted frame, and starts a finished run anew.
 */
(() => {
  const probe = { ready: null, drawn: 0, latencies: [], restarts: 0, endless: false };
  let waiting = null; // the input whose frame has not been painted yet
  let latest = null; // the frame that came last
  let library;
  globalThis.benchProbe = probe;

  /** Calls `then` once the present animation frame has been painted. */
  function afterPaint(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  }

  const hears = {
    settings({ changes }) {
      if (waiting?.change && changes.length) waiting.update = changes.at(-1).update;
    },
    frame(frame) {
      if (waiting && waiting.seq === null && isWanted(frame)) waiting.seq = frame.seq;
      latest = frame;
      if (frame.state === "stopped" && probe.endless) startAnew();
    },
  };

  /** Whether the frame shows what the input asked for: another place, or its change. */
  function isWanted({ update, walk }) {
    if (waiting.change) return update >= waiting.update;
    const { from } = waiting;
    return update !== from.update || walk.position !== from.walk.position;
  }

  function drawn({ seq }) {
    probe.drawn += 1;
    if (probe.ready === null) afterPaint(() => (probe.ready = performance.now()));
    if (waiting && waiting.seq !== null && seq >= waiting.seq) {
      const { at } = waiting;
      waiting = null;
      afterPaint(() => probe.latencies.push(performance.now() - at));
    }
  }

  let starting = false;
  function startAnew() {
    if (starting) return;
    starting = true;
    probe.restarts += 1;
    document.querySelector("#transport [data-part=reset]").click();
    setTimeout(() => {
      starting = false;
      document.querySelector("#transport [data-part=primary]").click();
    }, 200);
  }

  function watch(socket) {
    socket.onAny((event, message) => hears[event]?.(message));
    socket.onAnyOutgoing((event, message) => event === "drawn" && drawn(message));
    return socket;
  }

  Object.defineProperty(globalThis, "io", {
    get: () => library,
    set(made) {
      library = new Proxy(made, {
        apply: (target, self, values) => watch(Reflect.apply(target, self, values)),
      });
    },
  });

  /** From now on the next event is timed: the next change of settings, or step. */
  function timeNext(event, asked) {
    const heard = ({ timeStamp }) => (waiting = { at: timeStamp, seq: null, ...asked() });
    addEventListener(event, heard, { capture: true, once: true });
  }

  probe.time = () => timeNext("input", () => ({ change: true, update: Infinity }));
  probe.timeStep = () => timeNext("keydown", () => ({ from: latest }));
})();
