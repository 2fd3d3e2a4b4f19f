/**
 * What the server wrote into the page: `catalogue`, `datasets`, `inputs`, `presets`,
 * `figures`, `query_errors`, each a JSON script element with that id.
 */
export function readBoot(page = document) {
  const boot = {};
  for (const element of page.querySelectorAll('script[type="application/json"]')) {
    boot[element.id] = JSON.parse(element.textContent);
  }
  return boot;
}
