/**
 * Keeps the pictures as large as they are on the screen while the page is printed: what is
 * painted and what Plotly draws over it were made for that size, and neither is drawn anew
 * for the paper.
 */

/** @param {() => Iterable<HTMLElement>} pictures those to keep, asked for at each printing */
export function keepSizesOnPaper(pictures, page = window) {
  let held = [];

  function hold() {
    release(); // some browsers tell of one printing twice
    held = [...pictures()].map((element) => {
      const { width, height } = element.getBoundingClientRect();
      const before = [element, element.style.width, element.style.height];
      return { before, width, height };
    });
    for (const { before: [element], width, height } of held) {
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    }
  }

  function release() {
    for (const { before: [element, width, height] } of held) Object.assign(element.style, { width, height });
    held = [];
  }

  page.addEventListener("beforeprint", hold);
  page.addEventListener("afterprint", release);
}
