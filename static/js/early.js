/* Runs before the first paint, so that a dark page never flashes white. Everything else
   about the theme is in core/theme.js. */
(() => {
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
