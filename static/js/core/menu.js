/**
 * A menu under a button: opened by click, Enter, space or the down arrow; the arrows
 * move, Escape and a click elsewhere close.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} menu its children with a `menuitem...` role are the items
 */
export function attachMenu(button, menu) {
  return new Menu(button, menu);
}

const ITEM = "[role^=menuitem]";

class Menu {
  #button;
  #menu;

  constructor(button, menu) {
    this.#button = button;
    this.#menu = menu;
    menu.hidden = true;
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => this.#toggle());
    button.addEventListener("keydown", (event) => this.#onButtonKey(event));
    menu.addEventListener("keydown", (event) => this.#onMenuKey(event));
    menu.addEventListener("click", (event) => {
      if (event.target.closest(ITEM)) this.#close(true);
    });
  }

  get #items() {
    return [...this.#menu.querySelectorAll(`${ITEM}:not([hidden])`)];
  }

  #toggle() {
    if (this.#menu.hidden) this.#open(0);
    else this.#close(true);
  }

  /** @param {number} place the item that gets the focus; -1 is the last */
  #open(place) {
    this.#menu.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items.at(place)?.focus();
    document.addEventListener("pointerdown", this.#onElsewhere, true);
  }

  #close(refocus) {
    if (this.#menu.hidden) return;
    this.#menu.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.#onElsewhere, true);
    if (refocus) this.#button.focus();
  }

  #onElsewhere = ({ target }) => {
    const inside = this.#menu.contains(target) || this.#button.contains(target);
    if (!inside) this.#close(false);
  };

  #onButtonKey(event) {
    const place = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (place === undefined) return;
    event.preventDefault();
    this.#open(place);
  }

  #onMenuKey(event) {
    if (event.key === "Tab") this.#close(false);
    if (event.key === "Escape") this.#close(true);
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    items.at(moves[event.key] % items.length).focus();
  }
}
