/**
 * The page's state: one object, replaced and never changed in place.
 *
 * @template State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  const listeners = new Set();

  return {
    /** @returns {State} */
    get: () => state,

    /** @param {Partial<State>} patch */
    set(patch) {
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener();
    },

    /**
     * Calls `react(next, previous)` when what `select` returns has changed.
     *
     * @template Part
     * @param {(state: State) => Part} select
     * @param {(next: Part, previous: Part) => void} react
     * @returns {() => void} ends the subscription
     */
    subscribe(select, react) {
      let last = select(state);
      const listener = () => {
        const next = select(state);
        if (Object.is(next, last)) return;
        const previous = last;
        last = next;
        react(next, previous);
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
