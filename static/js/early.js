/* Runs before the first paint, so that a dark page never flashes white; everything else
   about the theme is in core/theme.js. In words that every browser reads: one that is too
   old for the page's script must come as far as the sentence that says so. */
(function () {
  /* Opened past the proxy that shows it below a path, the page goes there: its cookie
     belongs to that path. */
  var base = document.currentScript.getAttribute("data-base");
  var path = location.pathname;
  if (base && path !== base && path.indexOf(base + "/") !== 0) location.replace(base + "/" + location.search);

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch (error) {
      return null; // the browser blocks storage
    }
  }

  var chosen = remembered();
  var isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  var isKnown = chosen === "dark" || chosen === "light";
  document.documentElement.setAttribute("data-theme", isKnown ? chosen : isDark ? "dark" : "light");
})();
