/* Runs before the first paint, so that a dark page never flashes white. Everything else
   about the theme is in core/theme.js. */
(() => {
  /* Opened past the proxy that shows it below a path, the page goes there: its cookie
     belongs to that path. */
  const { base } = document.currentScript.dataset;
  const { pathname, search } = location;
  if (base && pathname !== base && !pathname.startsWith(`${base}/`)) location.replace(`${base}/${search}`);

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // the browser blocks storage
    }
  }

  const chosen = remembered();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const known = chosen === "dark" || chosen === "light";
  document.documentElement.dataset.theme = known ? chosen : dark ? "dark" : "light";
})();
