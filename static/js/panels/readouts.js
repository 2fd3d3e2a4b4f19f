/**
 * Epoch and update of the weights shown, and each set's error and accuracy then, in columns
 * that never move; and which epoch that is: the best one, where its weights were restored.
 */
import { calmly } from "../core/calm.js";
import { setText } from "../core/dom.js";
import { formatCount, formatError, formatShare } from "../core/format.js";
import { isTestOpen, shownUpdate } from "../core/state.js";
import { epochWords } from "./epoch_words.js";
import { SETS, State } from "../protocol.js";

export function mountReadouts(root, ctx) {
  const find = (name) => root.querySelector(`[data-part=${name}]`);
  const cells = SETS.map((name) => ({
    name,
    error: find(`${name}-error`),
    accuracy: find(`${name}-accuracy`),
  }));
  const epoch = find("epoch");
  const update = find("update");
  const belongs = find("belongs");
  const openTest = find("open-test");
  const onOpenTest = () => ctx.commands.openTest();

  openTest.addEventListener("click", onOpenTest);
  let known = null;

  const write = calmly((frame) => {
    setText(epoch, formatCount(frame.stopping.shown_epoch));
    setText(update, formatCount(shownUpdate(frame)));
    setText(belongs, epochWords(frame));
    for (const { name, error, accuracy } of cells) {
      setText(error, formatError(frame.errors[name]));
      setText(accuracy, frame.accuracy ? formatShare(frame.accuracy[name]) : "");
    }
  });

  return {
    render(state) {
      const { frame, run, connection } = state;
      const isOpen = isTestOpen(state);
      openTest.disabled = connection !== "connected" || run?.data.counts.test === 0;
      openTest.hidden = isOpen;
      find("test").classList.toggle("asked", isOpen);
      root.classList.toggle("without-accuracy", run?.data.task === "regression");
      if (!frame || frame === known) return;
      known = frame;
      write(frame.state === State.RUNNING, frame);
    },
    destroy: () => openTest.removeEventListener("click", onOpenTest),
  };
}
