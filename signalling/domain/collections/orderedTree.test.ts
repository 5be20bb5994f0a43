// The tree and the map against what the language has, over any order of adding and removing; and no older one changes.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OrderedTree } from './orderedTree.ts';
import { TreeMap } from './treeMap.ts';

type Item = { readonly key: number; readonly name: string };
const byKey = (a: Item, b: Item): number => a.key - b.key;
const steps = fc.array(fc.record({ key: fc.nat(60), remove: fc.boolean() }), { maxLength: 300 });

it('[ROUTE-21] a tree keeps its order and counts what goes before, whatever is added and removed; older ones stay as they were', () => {
  fc.assert(
    fc.property(steps, (walk) => {
      let tree = OrderedTree.empty<Item>(byKey);
      let kept: readonly Item[] = [];
      const older: { tree: OrderedTree<Item>; kept: readonly Item[] }[] = [];
      for (const [index, { key, remove }] of walk.entries()) {
        older.push({ tree, kept });
        const item = { key, name: `item ${index}` };
        tree = remove ? tree.without(item) : tree.with(item);
        kept = [...kept.filter((other) => other.key !== key), ...(remove ? [] : [item])].sort(byKey);
        expect(tree.find(item)).toBe(kept.find((other) => other.key === key));
        expect(tree.countBefore(item)).toBe(kept.filter((other) => other.key < key).length);
        expect(tree.lastBefore(item)).toBe(kept.findLast((other) => other.key < key));
        expect([...tree.inOrder(item)]).toEqual(kept.filter((other) => other.key >= key));
      }
      for (const one of [...older, { tree, kept }]) {
        expect([...one.tree.inOrder()]).toEqual(one.kept);
        expect([one.tree.size, one.tree.first, one.tree.last]).toEqual([one.kept.length, one.kept[0], one.kept.at(-1)]);
      }
    }),
    { numRuns: 100, seed: 14 },
  );
});

it('[ROUTE-21] a tree looks at no more than O(log n), also when all come in order or leave from one end', () => {
  let looks = 0;
  const compare = (a: number, b: number): number => {
    looks += 1;
    return a - b;
  };
  const count = 20_000;
  let tree = OrderedTree.empty<number>(compare);
  for (let number = 0; number < count; number += 1) tree = tree.with(number);
  for (let number = 0; number < count / 2; number += 1) tree = tree.without(number);
  for (const number of [count / 2, count - 1, (count * 3) / 4]) {
    looks = 0;
    tree = tree.without(number).with(number);
    expect(tree.countBefore(number)).toBe(number - count / 2);
    expect(looks).toBeLessThanOrEqual(3 * 2.5 * Math.log2(count));
  }
});

it('[ROUTE-21] a map gives, keeps and forgets as the language’s own does', () => {
  fc.assert(
    fc.property(steps, (walk) => {
      let map = TreeMap.of<string, number>();
      const plain = new Map<string, number>();
      for (const [index, { key, remove }] of walk.entries()) {
        map = remove ? map.without(`key ${key}`) : map.with(`key ${key}`, index);
        if (remove) plain.delete(`key ${key}`);
        else plain.set(`key ${key}`, index);
        expect([map.size, map.has(`key ${key}`), map.get(`key ${key}`)]).toEqual([
          plain.size,
          !remove,
          plain.get(`key ${key}`),
        ]);
      }
      expect([...map]).toEqual([...plain].sort(([a], [b]) => (a < b ? -1 : 1)));
      expect([...map.keys()].length + [...map.values()].length).toBe(2 * plain.size);
      const visited: [string, number][] = [];
      map.forEach((value, key) => visited.push([key, value]));
      expect(visited).toEqual([...map.entries()]);
    }),
    { numRuns: 100, seed: 15 },
  );
});
