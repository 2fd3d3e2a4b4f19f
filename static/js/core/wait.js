/**
 * Resolves once the state is as wanted, or after `most` milliseconds all the same.
 *
 * @param {object} store
 * @param {(state: object) => boolean} wanted
 */
export function until(store, wanted, most = 1000) {
  if (wanted(store.get())) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(finish, most);
    const end = store.subscribe((state) => wanted(state), finish);

    function finish() {
      clearTimeout(timer);
      end();
      resolve();
    }
  });
}
