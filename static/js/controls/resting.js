/**
 * A control rests while its setting has no effect, the momentum under plain SGD for
 * instance: it cannot be used, and its help says what it needs.
 */
import { setAttribute, setText } from "../core/dom.js";

/**
 * What the setting lacks to have an effect, in words; null where it has one.
 *
 * @param {object} setting a catalogue entry; its `needs` names other settings and their
 *   values under which it acts
 * @param {Record<string, unknown>} settings the values in force
 * @param {Map<string, object>} catalogue the entries by name
 */
export function restReason(setting, settings, catalogue) {
  const lacking = Object.entries(setting.needs).filter(
    ([name, values]) => ![settings[name]].flat().some((value) => values.includes(value)),
  );
  if (lacking.length === 0) return null;
  const parts = lacking.map(([name, values]) => needed(catalogue.get(name), values));
  return `No effect now: it needs ${parts.join(" and ")}.`;
}

/** As `restReason`; also where early stopping itself rests, as its note says. */
export function reasonIn(setting, settings, catalogue, notes) {
  const isIdle = notes.early_stopping !== undefined && "early_stopping" in setting.needs;
  const reason = restReason(setting, settings, catalogue);
  return reason ?? (isIdle ? `No effect now: ${catalogue.get("early_stopping").label.toLowerCase()} rests.` : null);
}

/** "Optimizer: Momentum or Nesterov", "Early stopping: on". */
function needed({ label, choices }, values) {
  const words = values.map((value) => {
    if (typeof value === "boolean") return value ? "on" : "off";
    return choices?.find((choice) => choice.value === value)?.label ?? String(value);
  });
  const last = words.pop();
  return `${label}: ${words.length ? `${words.join(", ")} or ${last}` : last}`;
}

/**
 * @param {HTMLElement} element a setting's field
 * @param {string | null} reason why it rests, null while it does not
 */
export function letRest(element, reason) {
  if ((element.dataset.resting ?? null) === reason) return;
  setAttribute(element, "data-resting", reason);
  setText(element.querySelector(".tip-rest"), reason ?? "");
  for (const input of element.querySelectorAll("input, select, button")) {
    input.disabled = reason !== null;
  }
}
