/**
 * Whole pictures as files: a title, what the canvas shows as vectors, Plotly's layer
 * over it, and a legend, in one SVG document; a PNG is that document drawn.
 */
const HEAD = 40;
const FOOT = 14;
const LINE = 16;
/** About the width of a letter of the legend: it must only suffice to break lines. */
const LETTER = 6.3;
const SIDE = 12;
const PNG_SCALE = 2;

/** An SVG element as text. Children are markup; text goes through `escape`. */
export function tag(name, attributes = {}, ...children) {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value != null)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  return `<${name}${pairs.join("")}>${children.join("")}</${name}>`;
}

export function escape(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => names[sign]);
}

/** A number for an attribute: two decimals say enough about a pixel. */
export function short(value) {
  return String(Math.round(value * 100) / 100);
}

/**
 * @param {{width: number, height: number, title: string, legend: string[], under: string,
 *   plot: string, colors: {panel: string, ink: string, muted: string}, font: string}} parts
 *   `legend`: parts, of which a line takes as many as fit; `under`: markup below Plotly's layer; `plot`: Plotly's own SVG document
 */
export function composeSvg({ width, height, title, legend, under, plot, colors, font }) {
  const lines = breakLines(legend, width / LETTER);
  const foot = HEAD + height;
  const full = { width: width + 2 * SIDE, height: foot + lines.length * LINE + FOOT };
  const text = (y, size, fill, words, weight) =>
    tag(
      "text",
      { x: SIDE + 4, y, fill, "font-family": font, "font-size": size, "font-weight": weight },
      escape(words),
    );
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      "xmlns:xlink": "http://www.w3.org/1999/xlink",
      ...full,
      viewBox: `0 0 ${full.width} ${full.height}`,
    },
    tag("title", {}, escape(title)),
    tag("rect", { ...full, fill: colors.panel }),
    text(26, 15, colors.ink, title, 600),
    tag("g", { transform: `translate(${SIDE} ${HEAD})` }, under, inner(plot)),
    ...lines.map((line, i) => text(foot + 10 + (i + 1) * LINE - 4, 11, colors.muted, line)),
  );
}

/** The parts, joined by dots, in lines of so many letters. */
export function breakLines(parts, letters) {
  const lines = [];
  for (const part of parts) {
    const longer = lines.length ? `${lines.at(-1)} · ${part}` : part;
    if (lines.length && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** A document without its XML declaration, to stand inside another. */
function inner(svg) {
  return svg.replace(/^<\?xml[^>]*\?>\s*/, "").replace(/^<!DOCTYPE[^>]*>\s*/, "");
}

/** The colours that exports use besides the picture's own. */
export function exportColors(theme) {
  return {
    panel: theme.color("panel"),
    ink: theme.color("ink"),
    muted: theme.color("ink-muted"),
  };
}

/** @returns {Promise<Blob>} the SVG document as a file of the format asked for */
export async function asFile(svg, format) {
  const blob = new Blob([svg], { type: "image/svg+xml" });
  return format === "png" ? rasterize(blob) : blob;
}

async function rasterize(blob) {
  const address = URL.createObjectURL(blob);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * PNG_SCALE;
    canvas.height = image.naturalHeight * PNG_SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((png) => (png ? resolve(png) : reject(new Error("no PNG"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
