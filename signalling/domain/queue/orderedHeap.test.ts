// The heap against a sorted array, over any order of adding and removing.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OrderedHeap } from './orderedHeap.ts';

type Item = { readonly key: number };

it('[ROUTE-20] keeps its order whatever is added and removed, and reads in order', () => {
  const step = fc.record({ key: fc.nat(1000), remove: fc.boolean(), which: fc.nat(1000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new OrderedHeap<Item>((a, b) => a.key - b.key);
      let kept: Item[] = [];
      for (const { key, remove, which } of steps) {
        const old = kept[which % Math.max(1, kept.length)];
        if (remove && old !== undefined) {
          expect(heap.remove(old)).toBe(true);
          expect(heap.remove(old)).toBe(false);
          kept = kept.filter((item) => item !== old);
        } else if (!kept.some((item) => item.key === key)) {
          const item = { key };
          heap.add(item);
          kept.push(item);
        }
        expect(heap.size).toBe(kept.length);
      }
      expect([...heap.inOrder()]).toEqual([...kept].sort((a, b) => a.key - b.key));
    }),
    { numRuns: 300, seed: 23 },
  );
});
