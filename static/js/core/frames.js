/**
 * Turns the bytes of `run` and `frame` messages into typed arrays. Numbers travel as
 * little-endian float32; every layer's part is a view of the frame's one array.
 */

/** The bytes as a typed array, without a copy where alignment allows it. */
export function typed(Type, bytes) {
  if (bytes == null) return null;
  if (bytes instanceof ArrayBuffer) return new Type(bytes);
  const { buffer, byteOffset, byteLength } = bytes;
  const length = byteLength / Type.BYTES_PER_ELEMENT;
  if (byteOffset % Type.BYTES_PER_ELEMENT === 0) {
    return new Type(buffer, byteOffset, length);
  }
  return new Type(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** A `run` message with its points and input maps decoded. */
export function decodeRun(message) {
  return { ...message, data: decodeData(message.data), input_maps: decodeMaps(message.input_maps) };
}

/** The points, row by row. */
export function decodeData(data) {
  return {
    ...data,
    x1: typed(Float32Array, data.x1),
    x2: typed(Float32Array, data.x2),
    target: typed(Float32Array, data.target),
    set: typed(Uint8Array, data.set),
    flipped: typed(Uint8Array, data.flipped),
    edited: typed(Uint8Array, data.edited),
  };
}

/**
 * A `frame` message with `layers`, `trace`, `maps`, `output` and `norms` decoded. Pictures are sent
 * only when they changed: what this frame does not carry is taken over from `previous`.
 * The message's own `layers`, how each layer learns, is `signals` here.
 */
export function decodeFrame(message, sizes, previous) {
  const weights = typed(Float32Array, message.weights);
  const gradient = typed(Float32Array, message.gradient);
  const change = typed(Float32Array, message.change);
  const deltas = typed(Float32Array, message.deltas);
  return {
    ...message,
    weights,
    gradient,
    change,
    deltas,
    layers: sliceLayers(sizes, { weights, gradient, change, deltas }),
    trace: decodeTrace(message.trace, sizes),
    maps: decodeMaps(message.maps) ?? previous?.maps ?? null,
    output: decodeOutput(message.output) ?? previous?.output ?? null,
    signals: decodeSignals(message.layers) ?? previous?.signals ?? null,
    norms: decodeNorms(message.norms) ?? previous?.norms ?? null,
    pulls: decodePulls(message.pulls, sizes) ?? previous?.pulls ?? null,
    health: message.health ?? previous?.health ?? null,
    points: decodePoints(message.points) ?? previous?.points ?? null,
    ghost: message.ghost ?? previous?.ghost ?? null,
    ...twinOf(message, previous),
  };
}

/** Its two parts with one `{weights, biases}` a layer, views. */
function decodePulls(pulls, sizes) {
  if (pulls == null) return null;
  const byLayer = (bytes) => byShape(sizes, typed(Float32Array, bytes));
  return { ...pulls, data: byLayer(pulls.data), penalty: byLayer(pulls.penalty) };
}

/** The twin and its map, for as long as it is the same one. */
function twinOf({ twin_id: id, twin, twin_output: output }, previous) {
  const known = id !== null && previous?.twin_id === id ? previous : null;
  return {
    twin: twin ?? known?.twin ?? null,
    twin_output: decodeOutput(output) ?? known?.twin_output ?? null,
  };
}

/** Per layer l = 1..L, views of a vector: its weights, then its biases. */
function byShape(sizes, vector) {
  let start = 0;
  return sizes.slice(1).map((units, l) => {
    const middle = start + sizes[l] * units;
    const [weights, biases] = [vector.subarray(start, middle), vector.subarray(middle, middle + units)];
    start = middle + units;
    return { weights, biases };
  });
}

/** Per layer l = 1..L, views: its weights (n_in x n_out, row-major), then its biases. */
export function sliceLayers(sizes, { weights, gradient, change, deltas }) {
  const layers = [];
  let start = 0;
  let unit = 0;
  for (let l = 1; l < sizes.length; l += 1) {
    const middle = start + sizes[l - 1] * sizes[l];
    const end = middle + sizes[l];
    layers.push({
      weights: weights.subarray(start, middle),
      biases: weights.subarray(middle, end),
      weightGradients: gradient.subarray(start, middle),
      biasGradients: gradient.subarray(middle, end),
      weightChanges: change.subarray(start, middle),
      biasChanges: change.subarray(middle, end),
      deltas: deltas.subarray(unit, unit + sizes[l]),
    });
    start = end;
    unit += sizes[l];
  }
  return layers;
}

/** A `trace` with `layers`: views `{nets, activations, deltas, masks}` for l = 1..L. */
export function decodeTrace(trace, sizes) {
  if (trace == null) return null;
  const names = ["nets", "activations", "deltas", "masks"];
  const vectors = names.map((name) => [name, typed(Float32Array, trace[name])]);
  let start = 0;
  const layers = sizes.slice(1).map((units) => {
    const parts = vectors.map(([name, all]) => [name, all?.subarray(start, start + units) ?? null]);
    start += units;
    return Object.fromEntries(parts);
  });
  return { ...trace, layers };
}

/** One `{scale, size, rows, cells}` a unit; a cell's value is cell / 127 * scale. */
export function decodeMaps(maps) {
  if (maps == null) return null;
  const scales = typed(Float32Array, maps.scales);
  const cells = typed(Int8Array, maps.cells);
  const { size, rows } = maps;
  const each = size * rows;
  return Array.from(scales, (scale, unit) => ({
    scale,
    size,
    rows,
    cells: cells.subarray(unit * each, (unit + 1) * each),
  }));
}

/** Each point's error; −1 where it is not known. */
function decodePoints(points) {
  return points == null ? null : { ...points, errors: typed(Float32Array, points.errors) };
}

function decodeOutput(output) {
  if (output == null) return null;
  if (output.curve) {
    const { x, y } = output.curve;
    return { curve: { x: typed(Float32Array, x), y: typed(Float32Array, y) } };
  }
  return { ...output, cells: typed(Int8Array, output.cells) };
}

/** Its quantiles of |w| as arrays over the epochs. */
function decodeNorms(norms) {
  if (norms == null) return null;
  const { epoch, low, median, high } = norms.series;
  const values = (bytes) => Array.from(typed(Float32Array, bytes));
  return { ...norms, series: { epoch, low: values(low), median: values(median), high: values(high) } };
}

/** Its curves with one array a layer; what is 0 or was not finite is a gap, null. */
function decodeSignals(signals) {
  if (signals == null) return null;
  const { epoch, ...curves } = signals.series;
  const lines = (bytes) => {
    const values = Array.from(typed(Float32Array, bytes), (value) => (value > 0 ? value : null));
    return signals.delta.map((_, i) => values.slice(i * epoch.length, (i + 1) * epoch.length));
  };
  const series = { epoch, delta: lines(curves.delta), gradient: lines(curves.gradient) };
  return { ...signals, series };
}
