/** Ready-made settings that show something, by name. */
import { h } from "../core/dom.js";
import { attachMenu } from "../core/menu.js";

export function mountPresets(root, ctx) {
  const button = root.querySelector("button");
  const menu = root.querySelector("[role=menu]");
  menu.append(
    ...ctx.boot.presets.map(({ label, help, settings }) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          tabindex: -1,
          onclick: () => ctx.commands.set(settings),
        },
        h("b", {}, label),
        h("small", {}, help),
      ),
    ),
  );
  attachMenu(button, menu);

  return {
    render: ({ connection }) => {
      button.disabled = connection !== "connected";
    },
    destroy: () => menu.replaceChildren(),
  };
}
