/* Runs before the first paint, so that a dark page never flashes white; everything else
   about the theme is in core/theme.js. And it says so where the page's script cannot run:
   hence the words of an old language, which every browser reads. */
(function () {
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
  var root = document.documentElement;
  root.setAttribute("data-theme", isKnown ? chosen : isDark ? "dark" : "light");

  /** The newest of what the page needs and cannot do without. */
  function isAble() {
    return "noModule" in HTMLScriptElement.prototype && "findLast" in Array.prototype;
  }

  // By now the page's script has run: it is a module, which comes before this event.
  addEventListener("load", function () {
    if (isAble() && root.hasAttribute("data-started")) return;
    var words = document.getElementById("unsupported");
    if (words) words.hidden = false;
  });
})();
