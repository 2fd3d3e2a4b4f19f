import assert from "node:assert/strict";
import { test } from "node:test";
import { createRecords, MOST_KEPT, MOST_OTHERS } from "../../../static/js/core/records.js";

/** A storage with room for so many characters. */
function storage(room = Infinity) {
  const items = new Map();
  const size = () => [...items].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => items.delete(key),
    setItem(key, value) {
      const before = items.get(key);
      items.set(key, value);
      if (size() <= room) return;
      if (before === undefined) items.delete(key);
      else items.set(key, before);
      throw new Error("QuotaExceededError");
    },
  };
}

const empty = { validation: null, test: null, train_accuracy: null, validation_accuracy: null, test_accuracy: null };

function record(id, { at = 1, update = 6, rate = 0.3, changes = [] } = {}) {
  const series = { epoch: [0, 1], train: [0.7, 0.6], ...empty };
  return { id, at, recipe: { settings: { learning_rate: rate, l2: 0 }, changes, update }, series, results: { epoch: 1 } };
}

const ids = (records) => records.all().map(({ id }) => id);

test("a run is noted once, as far as it has come", () => {
  const box = storage();
  const records = createRecords(() => box);
  records.note(record("a", { at: 1, update: 6 }));
  records.note(record("a", { at: 2, update: 12 }));
  records.note(record("b", { at: 3, rate: 0.1 }));
  assert.deepEqual(ids(records), ["b", "a"]);
  assert.equal(records.all()[1].recipe.update, 12);
  assert.deepEqual(createRecords(() => box).all(), records.all());
});

test("the same run under another name takes the place of one that went less far", () => {
  const records = createRecords(() => storage());
  records.note(record("a", { update: 60 }));
  records.note(record("b", { update: 30 }));
  assert.deepEqual(ids(records), ["a"]);
  records.note(record("b", { update: 60 }));
  assert.deepEqual(ids(records), ["b"]);
  records.note(record("c", { update: 70, changes: [{ update: 9, set: { l2: 1 } }] }));
  assert.deepEqual(ids(records).sort(), ["b", "c"]);
});

test("of those not kept, the newest stay", () => {
  const records = createRecords(() => storage());
  for (let i = 0; i < MOST_OTHERS + 5; i += 1) records.note(record(`r${i}`, { at: i, rate: i }));
  assert.equal(records.all().length, MOST_OTHERS);
  assert.equal(ids(records).at(-1), "r5");
});

test("eight are kept under names and colours of their own, a ninth is not", () => {
  const records = createRecords(() => storage());
  for (let i = 0; i < MOST_KEPT; i += 1) assert.equal(records.keep(record("x"), "Run"), true);
  assert.equal(records.keep(record("x"), "Run"), false);
  const kept = records.kept();
  assert.deepEqual(kept.map(({ name }) => name).slice(0, 3), ["Run", "Run (2)", "Run (3)"]);
  assert.deepEqual(kept.map(({ color }) => color), [0, 1, 2, 3, 4, 5, 6, 7]);
  records.remove(kept[2].id);
  assert.equal(records.keep(record("x"), "Run"), true);
  assert.equal(records.kept().at(-1).color, 2);
});

test("a kept run is renamed, and a colour that is taken is swapped", () => {
  const records = createRecords(() => storage());
  records.keep(record("x"), "one");
  records.keep(record("y"), "two");
  const [one, two] = records.kept();
  records.rename(one.id, "  better  ");
  records.rename(two.id, "   ");
  records.recolor(one.id, two.color);
  assert.deepEqual(records.kept().map(({ name, color }) => [name, color]), [["better", 1], ["two", 0]]);
});

test("a run that is kept stays as it was, however far its own goes", () => {
  const records = createRecords(() => storage());
  records.note(record("a", { update: 6 }));
  records.keep(record("a", { update: 6 }), "then");
  records.note(record("a", { update: 60 }));
  assert.equal(records.kept()[0].recipe.update, 6);
});

test("where the storage is full the oldest that are not kept make room", () => {
  const box = storage(1500);
  const records = createRecords(() => box);
  records.keep(record("k"), "mine");
  for (let i = 0; i < 9; i += 1) records.note(record(`r${i}`, { at: i, rate: i }));
  const stored = createRecords(() => box);
  assert.equal(stored.kept().length, 1);
  assert.ok(ids(stored).includes("r8"));
  assert.ok(stored.all().length < 9);
});

test("without a storage runs live as long as the page", () => {
  const records = createRecords(() => {
    throw new Error("blocked");
  });
  records.note(record("a"));
  records.keep(record("a"), "mine");
  assert.equal(records.all().length, 2);
});

test("damaged entries are left out, whatever they hold", () => {
  const box = storage();
  const records = createRecords(() => box);
  records.note(record("good"));
  const index = JSON.parse(box.getItem("runs"));
  const bad = ["none", "text", "old", "list", "short", "other"];
  box.setItem("runs", JSON.stringify({ ...index, ids: [...index.ids, ...bad, 7, null] }));
  const fine = JSON.parse(box.getItem("run.good"));
  box.setItem("run.text", "{nonsense");
  box.setItem("run.old", JSON.stringify({ ...fine, id: "old", version: 0 }));
  box.setItem("run.list", JSON.stringify({ ...fine, id: "list", recipe: [] }));
  box.setItem("run.short", JSON.stringify({ ...fine, id: "short", series: { ...fine.series, train: [1] } }));
  box.setItem("run.other", JSON.stringify(fine));
  assert.deepEqual(ids(createRecords(() => box)), ["good"]);
  for (const text of ["", "[]", "null", "{}", '{"version":2,"ids":["good"]}']) {
    box.setItem("runs", text);
    assert.deepEqual(ids(createRecords(() => box)), []);
  }
});

test("several tabs share the list", () => {
  const box = storage();
  const [one, two] = [createRecords(() => box), createRecords(() => box)];
  let told = 0;
  two.onChange(() => (told += 1));
  one.note(record("a", { rate: 1 }));
  two.note(record("b", { rate: 2, at: 2 }));
  assert.deepEqual(ids(createRecords(() => box)), ["b", "a"]);
  two.changed("run.a");
  assert.deepEqual(ids(two), ["b", "a"]);
  two.changed("theme");
  assert.equal(told, 2);
  one.keep(record("a", { rate: 1 }), "mine");
  two.changed("runs");
  assert.equal(two.kept().length, 1);
  box.items.clear();
  two.changed(null);
  assert.deepEqual(ids(two), []);
});

test("the next colour is one that is free, and the next one at all where none is", () => {
  const records = createRecords(() => storage());
  for (let i = 0; i < 3; i += 1) records.keep(record("x"), "Run");
  const [first] = records.kept();
  const colors = () => records.kept().map(({ color }) => color);
  records.recolorNext(first.id);
  assert.deepEqual(colors(), [3, 1, 2]);
  records.recolorNext(first.id);
  assert.deepEqual(colors(), [4, 1, 2]);
  for (let i = 3; i < MOST_KEPT; i += 1) records.keep(record("x"), "Run");
  records.recolorNext(first.id);
  assert.equal(records.kept()[0].color, 5);
  assert.equal(new Set(colors()).size, MOST_KEPT);
});

test("no two kept runs have one name, and a long name stays whole where it is free", () => {
  const records = createRecords(() => storage());
  const long = "a name with as many as forty characters.";
  records.keep(record("x"), "one");
  records.keep(record("y"), long);
  const [one, two] = records.kept();
  assert.equal(two.name, long);
  assert.equal(records.rename(two.id, "one"), "one (2)");
  assert.equal(records.rename(two.id, " "), null);
  assert.equal(records.kept()[1].name, "one (2)");
  records.rename(one.id, "one");
  assert.equal(records.kept()[0].name, "one");
});

test("a kept run is hidden and shown again, also after a reload", () => {
  const box = storage();
  const records = createRecords(() => box);
  records.keep(record("x"), "one");
  const [{ id }] = records.kept();
  records.show(id, false);
  assert.equal(createRecords(() => box).kept()[0].hidden, true);
  records.show(id, true);
  assert.equal(createRecords(() => box).kept()[0].hidden, false);
});

test("it is known when the storage does not take a run, and another tab's word does not drop it", () => {
  const box = storage(600);
  const records = createRecords(() => box);
  records.note(record("a", { rate: 1 }));
  assert.ok(records.areStored());
  records.keep(record("b", { rate: 2 }), "one");
  records.keep(record("b", { rate: 2 }), "two");
  assert.ok(!records.areStored());
  const count = records.all().length;
  records.changed(null);
  assert.equal(records.all().length, count);
  for (const { id } of records.all()) records.remove(id);
  assert.ok(records.areStored());
  const blocked = createRecords(() => {
    throw new Error("blocked");
  });
  assert.ok(blocked.areStored(), "nothing to lose yet");
  blocked.note(record("a"));
  assert.ok(!blocked.areStored());
});
