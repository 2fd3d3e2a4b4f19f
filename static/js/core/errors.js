/**
 * The list of errors the page shows. An error is `{code, field, message}`, whatever road
 * it came by; of one field only the newest is listed, and no sentence twice.
 */
const MOST = 20;
let lastId = 0;

export function reportTo(store) {
  return function report(told) {
    const error = worded(told);
    const others = store.get().errors.filter((old) => !replaces(error, old));
    lastId += 1;
    store.set({ errors: [...others, { ...error, id: lastId }].slice(-MOST) });
  };
}

/** The error with the words for people, where it has any, in the place of its message. */
export function worded(error) {
  const { words, ...rest } = error;
  return words ? { ...rest, message: words } : rest;
}

function replaces(error, old) {
  return old.message === error.message || (error.field != null && old.field === error.field);
}

export function dismiss(store, id) {
  store.set({ errors: store.get().errors.filter((error) => error.id !== id) });
}

/** Forgets what was said of fields that have since taken a value. */
export function settle(store, fields) {
  const { errors } = store.get();
  const open = errors.filter(({ field }) => !fields.includes(field));
  if (open.length < errors.length) store.set({ errors: open });
}
