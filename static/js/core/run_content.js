/** What makes a run: two with the same content are the same run, however far they have come. */

/** @type {WeakMap<object, string>} recipes are never changed, only replaced */
const contents = new WeakMap();

/**
 * Its settings and what was changed. Whoever opens the test set changes nothing of the
 * training: a run is the same before and after.
 *
 * @param {{settings: object, changes: object[]}} recipe
 */
export function contentOf(recipe) {
  if (!contents.has(recipe)) {
    const settings = Object.entries(recipe.settings).sort(([a], [b]) => (a < b ? -1 : 1));
    contents.set(recipe, JSON.stringify([settings, trainingChanges(recipe.changes)]));
  }
  return contents.get(recipe);
}

/** The changes without the opening of the test set. */
function trainingChanges(changes) {
  return changes.map(({ open_test: _, ...change }) => change).filter(({ update: _, set, ...rest }) => {
    return Object.keys(set ?? {}).length > 0 || Object.keys(rest).length > 0;
  });
}
