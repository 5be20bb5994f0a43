// Drawing between two sides over hand-flushed data channels.
import { expect, it, vi } from 'vitest';
import { MAX_ANNOTATION_COORDINATES } from '../../../signalling/protocol/assist.ts';
import { roomPair } from '../../core/assist/testing/roomPair.ts';
import { DrawnByOther } from './drawnByOther.ts';
import { AnnotationBoard } from './annotations.svelte.ts';
import { extendPoints, isWorthKeeping } from './strokeMaker.ts';

const PAGE = `page:${'a'.repeat(64)}:1`;

async function boards() {
  const { agent, customer, join } = roomPair();
  const pair = join();
  await pair.flush();
  return { agent: new AnnotationBoard(agent), customer: new AnnotationBoard(customer), pair, join };
}

it('[INK-2] a mark is seen while it is drawn, and stays one mark when it is finished', async () => {
  const { agent, customer, pair } = await boards();
  agent.tool = 'pen';
  agent.begin(PAGE, { x: 100, y: 100 });
  await pair.flush();
  expect(customer.beingDrawnOn(PAGE)).toMatchObject([{ tool: 'pen', by: 'agent', points: [100, 100] }]);
  expect(customer.marksOn(PAGE)).toEqual([]);
  agent.extend({ x: 300, y: 100 });
  agent.finish();
  await pair.flush();
  expect(customer.beingDrawnOn(PAGE)).toEqual([]);
  expect(customer.marksOn(PAGE)).toMatchObject([{ points: [100, 100, 300, 100] }]);
  expect(customer.beingDrawnOn(PAGE.replace(':1', ':2'))).toEqual([]);
});

it('[INK-2][ASSIST-2] a mark whose link went away in its middle is told again from its beginning', async () => {
  const { agent, customer, pair, join } = await boards();
  agent.tool = 'pen';
  agent.begin(PAGE, { x: 0, y: 0 });
  pair.cut();
  agent.extend({ x: 200, y: 0 });
  const next = join();
  await next.flush();
  expect(customer.beingDrawnOn(PAGE)).toMatchObject([{ points: [0, 0, 200, 0] }]);
  agent.cancel();
  await next.flush();
  expect(customer.beingDrawnOn(PAGE)).toEqual([]);
});

it('[INK-5][ASSIST-3] the agent clears a surface, the customer their own marks, and both can be undone', async () => {
  const { agent, customer, pair } = await boards();
  agent.tool = 'rectangle';
  agent.begin(PAGE, { x: 0, y: 0 });
  agent.extend({ x: 900, y: 900 });
  agent.finish();
  customer.tool = 'note';
  customer.note(PAGE, { x: 5, y: 5 }, '  here  ');
  await pair.flush();
  customer.clear(PAGE);
  await pair.flush();
  expect(agent.marksOn(PAGE)).toMatchObject([{ by: 'agent', tool: 'rectangle' }]);
  customer.undo();
  await pair.flush();
  expect(agent.marksOn(PAGE)).toHaveLength(2);
  agent.clear(PAGE);
  await pair.flush();
  expect(customer.marksOn(PAGE)).toEqual([]);
  agent.undo();
  await pair.flush();
  expect(customer.marksOn(PAGE)).toHaveLength(2);
});

it('[INK-3] a pointer is where it points, and gone when it leaves', async () => {
  const { agent, customer, pair } = await boards();
  agent.tool = 'pointer';
  agent.point(PAGE, { x: 10.4, y: 20.6 });
  await pair.flush();
  expect(customer.pointersOn(PAGE)).toEqual([{ key: 'peer', at: { x: 10, y: 21 }, author: undefined }]);
  expect(customer.pointersOn('screen:x')).toEqual([]);
  agent.point(PAGE, { x: 30, y: 40 });
  agent.point(PAGE, { x: 50, y: 60 });
  await vi.waitFor(async () => {
    await pair.flush();
    expect(customer.pointersOn(PAGE)).toMatchObject([{ at: { x: 50, y: 60 } }]);
  });
  agent.pointAway(PAGE);
  await pair.flush();
  expect(customer.pointersOn(PAGE)).toEqual([]);
});

it('[INK-1] a stroke that becomes too long goes on as another', async () => {
  const { agent, customer, pair } = await boards();
  agent.tool = 'pen';
  agent.begin(PAGE, { x: 0, y: 0 });
  for (let step = 1; step <= MAX_ANNOTATION_COORDINATES / 2 + 10; step += 1)
    agent.extend({ x: (step % 2) * 500, y: step });
  agent.finish();
  await pair.flush();
  expect(customer.marksOn(PAGE).map(({ points }) => points.length)).toEqual([MAX_ANNOTATION_COORDINATES, 24]);
});

it('[INK-1] points that add nothing are left out, and a slip of the hand is no shape', () => {
  const points = extendPoints('pen', [], { x: 10, y: 10 });
  expect(extendPoints('pen', points, { x: 12, y: 12 })).toBe(points);
  expect(extendPoints('arrow', [1, 2, 3, 4], { x: 500, y: 600 })).toEqual([1, 2, 500, 600]);
  expect(isWorthKeeping('arrow', [0, 0, 10, 10])).toBe(false);
  expect(isWorthKeeping('pen', [0, 0])).toBe(true);
});

it('[INK-2] pieces that do not fit together are passed over', () => {
  const drawn = new DrawnByOther();
  const head = { by: 'agent', surface: PAGE, tool: 'pen', colour: 'blue', widthUnits: 9 } as const;
  const begin = (inkId: string): void => drawn.begin({ kind: 'inkDrawn', ...head, inkId, points: [1, 1] });
  const extend = (from: number, points: number[]): void =>
    drawn.extend({ kind: 'inkContinued', inkId: 'i', from, points });
  extend(4, [1, 1]);
  expect(drawn.marks).toEqual([]);
  begin('i');
  extend(6, [9, 9]);
  extend(2, [2, 2]);
  expect(drawn.marks[0]?.points).toEqual([1, 1, 2, 2]);
  for (let index = 0; index < 20; index += 1) begin(`i${String(index)}`);
  expect(drawn.marks.length).toBeLessThanOrEqual(8);
});
