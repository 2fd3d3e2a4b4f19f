/**
 * The browser's storage, where it lets us: with cookies blocked even naming it throws.
 * What it does not take is kept in memory, as long as the page lives.
 */

/**
 * @param {() => Storage} open
 * @returns {Pick<Storage, "getItem"|"setItem"|"removeItem">}
 */
export function safeStorage(open) {
  const memory = new Map();

  function attempt(work) {
    try {
      return work(open());
    } catch {
      return undefined;
    }
  }

  return {
    getItem: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(key)) ?? null,
    setItem(key, value) {
      memory.set(key, value);
      attempt((storage) => {
        storage.setItem(key, value);
        memory.delete(key);
      });
    },
    removeItem(key) {
      memory.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
  };
}

/** What outlives the page, and what lives as long as its tab. */
export const lasting = safeStorage(() => globalThis.localStorage);
export const ofTab = safeStorage(() => globalThis.sessionStorage);
