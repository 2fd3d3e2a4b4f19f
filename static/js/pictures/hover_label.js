/**
 * The label beside what is pointed at in a plot: the epoch, a row for each run and a column
 * for each set, or for what else there is. It lies over the page, so that no panel cuts it
 * off, and keeps inside the window.
 */
import { h, setText } from "../core/dom.js";

const GAP = 14;
const EDGE = 4;
const SPACE = "http://www.w3.org/2000/svg";

/**
 * @typedef {{color: string, width: number, dash: number[], isFaint?: boolean}} Look
 * @typedef {{name: string, cells: ({look: Look, text: string} | null)[]}} Row
 * @typedef {{title: string, heads: string[], rows: Row[], notes: string[]}} Content
 */
export function createHoverLabel(page = document) {
  const title = h("p", { class: "hover-title" });
  const body = h("tbody");
  const head = h("tr");
  const table = h("table", {}, h("thead", {}, head), body);
  const notes = h("p", { class: "hover-notes" });
  const element = h("div", { class: "hover-label", "aria-hidden": "true", translate: "no" }, title, table, notes);
  let known = "";

  /** The numbers change all the time, what they are of seldom. */
  function build({ heads, rows }) {
    const key = JSON.stringify([heads, rows.map(({ name, cells }) => [name, cells.map((cell) => cell?.look ?? null)])]);
    if (key === known) return;
    known = key;
    head.replaceChildren(...(heads.some(Boolean) ? [h("td"), ...heads.map((text) => h("th", { scope: "col" }, text))] : []));
    body.replaceChildren(
      ...rows.map(({ name, cells }) => {
        const line = (cell) => (cell ? h("td", {}, sample(cell.look), h("b")) : h("td"));
        return h("tr", {}, h("th", { scope: "row", title: name }, name), ...cells.map(line));
      }),
    );
  }

  function fill({ rows }) {
    rows.forEach(({ cells }, i) => {
      cells.forEach((cell, k) => cell && setText(body.rows[i].cells[k + 1].lastChild, cell.text));
    });
  }

  return {
    element,
    /**
     * @param {Content} content
     * @param {{x: number, box: {left: number, right: number, top: number, bottom: number}}} at
     *   in the window: where the line through the epoch is, and the plot
     */
    show(content, at) {
      if (!element.isConnected) page.body.append(element);
      setText(title, content.title);
      build(content);
      fill(content);
      setText(notes, content.notes.join("\n"));
      notes.hidden = content.notes.length === 0;
      const { left, top } = placeLabel(at, { width: element.offsetWidth, height: element.offsetHeight }, { width: innerWidth, height: innerHeight });
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
    hide: () => element.remove(),
  };
}

/** Beside the line where there is room, else above or below the plot; always in the window. */
export function placeLabel({ x, box }, { width, height }, view) {
  const isRight = x + GAP + width + EDGE <= view.width;
  const isLeft = x - GAP - width >= EDGE;
  const within = (value, size, room) => Math.max(EDGE, Math.min(value, room - size - EDGE));
  if (isRight || isLeft) {
    const left = isRight ? x + GAP : x - GAP - width;
    return { left, top: within(box.top, height, view.height) };
  }
  const above = box.top - EDGE - height;
  const top = above >= EDGE ? above : box.bottom + GAP;
  return { left: within(x - width / 2, width, view.width), top: within(top, height, view.height) };
}

/** A piece of the line. */
function sample({ color, width, dash, isFaint }) {
  const [picture, line] = ["svg", "line"].map((name) => document.createElementNS(SPACE, name));
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 4", class: isFaint ? "faint" : "" })) picture.setAttribute(name, value);
  const look = { x1: 0, y1: 2, x2: 16, y2: 2, stroke: color, "stroke-width": width, "stroke-dasharray": dash.join(" ") };
  for (const [name, value] of Object.entries(look)) line.setAttribute(name, value);
  picture.append(line);
  return picture;
}
