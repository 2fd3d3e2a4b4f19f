import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../static/js/core/morph.js";

/** As much of a document's elements as morphing needs. */
class Fake {
  constructor(name, attributes = {}, children = []) {
    this.nodeName = name;
    this.nodeType = name === "#text" ? 3 : 1;
    this.map = new Map(Object.entries(attributes));
    this.childNodes = [];
    this.append(...children);
  }
  get attributes() {
    return [...this.map].map(([name, value]) => ({ name, value }));
  }
  hasAttribute = (name) => this.map.has(name);
  getAttribute = (name) => this.map.get(name) ?? null;
  setAttribute = (name, value) => this.map.set(name, value);
  removeAttribute = (name) => this.map.delete(name);
  append(...children) {
    for (const child of children) child.parent = this;
    this.childNodes.push(...children);
  }
  remove() {
    this.parent.childNodes = this.parent.childNodes.filter((each) => each !== this);
  }
  replaceWith(other) {
    other.parent = this.parent;
    this.parent.childNodes[this.parent.childNodes.indexOf(this)] = other;
  }
}

const el = (name, attributes, ...children) => new Fake(name, attributes, children);
const text = (data) => Object.assign(new Fake("#text"), { data });
const plain = (node) =>
  node.nodeType === 3 ? node.data : [node.nodeName, Object.fromEntries(node.map), node.childNodes.map(plain)];

test("what can stay stays, with new text and attributes", () => {
  const root = el("DIV", {}, el("P", { class: "lit", id: "a" }, text("1")), el("P", {}, text("2")));
  const [first, second] = root.childNodes;
  fill(root, [el("P", { id: "b" }, text("3")), el("P", { title: "t" }, text("2"))]);
  assert.deepEqual(root.childNodes, [first, second]);
  assert.deepEqual(plain(root)[2], [["P", { id: "b" }, ["3"]], ["P", { title: "t" }, ["2"]]]);
});

test("other elements take the place of old ones; lists grow and shrink", () => {
  const root = el("DIV", {}, el("P", {}), el("P", {}), el("P", {}));
  fill(root, [el("TABLE", {}), el("P", {})]);
  assert.deepEqual(plain(root)[2], [["TABLE", {}, []], ["P", {}, []]]);
  fill(root, [el("TABLE", {}, el("TR", {})), el("P", {}), el("P", {}, text("x"))]);
  assert.deepEqual(plain(root)[2], [["TABLE", {}, [["TR", {}, []]]], ["P", {}, []], ["P", {}, ["x"]]]);
});

test("the row that Tab leads to is the person's choice", () => {
  const root = el("DIV", {}, el("BUTTON", { tabindex: "0" }));
  fill(root, [el("BUTTON", { tabindex: "-1" })]);
  assert.deepEqual(plain(root)[2], [["BUTTON", { tabindex: "0" }, []]]);
});
