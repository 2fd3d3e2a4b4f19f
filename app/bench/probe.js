/**
 * Runs in the measured page before its own scripts: notes when it is ready, how long a
 * moved slider takes to the painted frame, and starts a finished run anew.
 */
(() => {
  const probe = { ready: null, drawn: 0, latencies: [], restarts: 0, endless: false };
  let waiting = null; // the moved slider whose frame has not been painted yet
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
      if (waiting && changes.length) waiting.update = changes.at(-1).update;
    },
    frame({ seq, update, state }) {
      if (waiting && waiting.seq === null && update >= waiting.update) waiting.seq = seq;
      if (state === "stopped" && probe.endless) startAnew();
    },
  };

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

  /** From now on the next input event is timed. */
  probe.time = () => {
    const heard = ({ timeStamp }) => (waiting = { at: timeStamp, update: Infinity, seq: null });
    addEventListener("input", heard, { capture: true, once: true });
  };
})();
