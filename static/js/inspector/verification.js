/** Checks the gradient of the live network against central differences, on request. */
import { h, setAttribute, setText, setUsable, whenUsable } from "../core/dom.js";
import { formatNumber } from "../core/format.js";
import { figure } from "../formulas/tree.js";
import { focusName } from "../pictures/focus.js";

/** The largest error that still counts as right. */
const RIGHT = 1e-6;

/** What the check found: whether it is right, and in words. */
export function checkWords(found, network) {
  const { max_error: most, worst, checked, kinks, parameters, seconds, l1, l2 } = found;
  const isRight = most < RIGHT;
  const where = worst ? `, at ${focusName(worst, network)}` : "";
  const left = kinks ? `; ${kinks} at a kink were left out` : "";
  const counted = `${checked} of ${parameters} parameters compared${left}, in ${formatNumber(seconds, { digits: 2 })} s`;
  const verdict = `The gradient${l1 > 0 || l2 > 0 ? ofWhat(l1, l2) : ""} is ${isRight ? "right" : "wrong"}`;
  return { isRight, text: `${verdict}: largest error ${figure(most)}${where} (${counted}).` };
}

/** Which error it is the gradient of. */
function ofWhat(l1, l2) {
  const parts = l2 > 0 ? "data error and L2" : "the data error";
  return ` of ${parts}${l1 > 0 ? " (without L1, which acts after the step)" : ""}`;
}

/** @param {{check: () => Promise<object>}} commands */
export function createVerification(commands) {
  let network = null;
  const told = h("p", { role: "status", class: "verdict" });
  const button = h(
    "button",
    {
      type: "button",
      class: "small",
      title: "Compare every derivative with central differences, on the next batch",
      onclick: whenUsable(check),
    },
    "Check the gradient",
  );

  async function check() {
    setUsable(button, false);
    setText(told, "Checking …");
    setAttribute(told, "data-tone", null);
    const answer = await commands.check();
    setUsable(button, true);
    const { isRight, text } = answer.ok ? checkWords(answer, network) : { isRight: false, text: "" };
    setText(told, text);
    setAttribute(told, "data-tone", isRight ? "good" : "bad");
  }

  return {
    button,
    told,
    /** @param {object} shown the network's names; another network forgets the verdict */
    render(shown) {
      if (network && shown.sizes !== network.sizes) setText(told, "");
      network = shown;
    },
  };
}
