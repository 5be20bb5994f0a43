// The table between two sides: who leads, who follows, whose turn it is in a form.
import { expect, it, vi } from 'vitest';
import { roomPair } from '../../core/assist/testing/roomPair.ts';
import * as documents from '../../core/documents/openDocument.ts';
import { Forms } from './forms.svelte.ts';
import { Table } from './table.svelte.ts';

vi.mock('../../core/documents/openDocument.ts', { spy: true });

async function tables() {
  const { agent, customer, join } = roomPair();
  const pair = join();
  await pair.flush();
  const [ours, theirs] = [new Table(agent), new Table(customer)];
  await ours.put([new File(['Line one\nLine two'], 'letter.txt')]);
  await pair.flush();
  return { agent, customer, ours, theirs, pair };
}

it('[TABLE-1] what the agent puts there lies open for both, told by its bytes', async () => {
  const { ours, theirs } = await tables();
  expect(ours.open?.card).toMatchObject({ name: 'letter.txt', type: 'text', by: 'agent' });
  expect(theirs.open?.card).toEqual(ours.open?.card);
  expect(theirs.open?.state.name).toBe('here');
});

it('[TABLE-1][TABLE-2] the customer follows until they move by themselves, and again on request', async () => {
  const { ours, theirs, pair } = await tables();
  ours.moveTo({ zoom: 2, cx: 2_000, cy: 3_000 });
  await pair.flush();
  expect(theirs.position).toEqual({ zoom: 2, cx: 2_000, cy: 3_000 });
  theirs.moveTo({ zoom: 4, cx: 1, cy: 1 });
  await pair.flush();
  expect(theirs.following).toBe(false);
  expect(ours.position.zoom).toBe(2);
  expect(ours.otherViewport).toMatchObject({ page: 1 });
  theirs.followAgain();
  await pair.flush();
  expect(theirs.position.zoom).toBe(2);
  expect(ours.otherViewport).toBeUndefined();
});

it('[TABLE-9] where the customer looks is of interest only while it is another page or another document', async () => {
  const { agent, ours, theirs, pair } = await tables();
  theirs.moveTo({ zoom: 4, cx: 1, cy: 1 });
  await pair.flush();
  expect(ours.otherViewport).toMatchObject({ page: 1 });
  expect(ours.otherPlace).toBeUndefined();
  const viewport = ours.otherViewport ?? { fileId: '' };
  agent.maps.gazes.set('customer', { following: false, fileId: viewport.fileId, page: 2 });
  expect(ours.otherPlace).toMatchObject({ page: 2 });
  const another = viewport.fileId.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
  agent.maps.gazes.set('customer', { following: false, fileId: another, page: 1 });
  expect(ours.otherPlace).toMatchObject({ fileId: another });
  await ours.put([new File(['Another'], 'next.txt')]);
  await pair.flush();
  expect(theirs.following).toBe(true);
  expect(ours.otherPlace).toBeUndefined();
});

it('[TABLE-2] what the agent opens next is opened for a customer who was looking around alone', async () => {
  const { ours, theirs, pair } = await tables();
  theirs.moveTo({ zoom: 4, cx: 1, cy: 1 });
  await ours.put([new File(['Another'], 'next.txt')]);
  await pair.flush();
  expect(theirs.following).toBe(true);
  expect(theirs.open?.card.name).toBe('next.txt');
  expect(theirs.documents.map(({ card }) => card.name)).toEqual(['letter.txt', 'next.txt']);
});

it('[TABLE-3][TABLE-4] either side puts away; what cannot be put says why and leaves the table as it is', async () => {
  const { ours, theirs, pair } = await tables();
  await theirs.put([new File(['<svg onload="x"/>'], 'drawing.png')]);
  expect(theirs.putProblem).toEqual({ fileName: 'drawing.png', problem: 'markup' });
  await pair.flush();
  expect(ours.open?.card.name).toBe('letter.txt');
  theirs.close();
  await pair.flush();
  expect(ours.open).toBeUndefined();
  expect(ours.documents).toHaveLength(1);
});

it('[FORM-1][FORM-2] a field is the one’s who is in it, and free again when they leave', async () => {
  const { agent, customer, pair, ours } = await tables();
  const [here, there] = [new Forms(agent), new Forms(customer)];
  const fileId = ours.open?.card.fileId ?? '';
  there.take(fileId, 'name');
  there.change(fileId, 'name', 'Ada');
  await pair.flush();
  expect(here.valuesOf(fileId)).toEqual({ name: 'Ada' });
  expect(here.isTaken(fileId, 'name')).toBe(true);
  here.change(fileId, 'name', 'Bob');
  expect(here.valuesOf(fileId)).toEqual({ name: 'Ada' });
  there.release();
  await pair.flush();
  here.change(fileId, 'name', 'Bob');
  await pair.flush();
  expect(there.valuesOf(fileId)).toEqual({ name: 'Bob' });
});

it('[TABLE-7] while a document is being chosen, both sides make ready what shows it', async () => {
  const prepare = vi.mocked(documents.preparePdf).mockResolvedValue();
  const { agent, customer, join } = roomPair();
  const pair = join();
  await pair.flush();
  const tables = [new Table(agent), new Table(customer)];
  tables[0]?.expectDocument();
  expect(prepare).toHaveBeenCalledTimes(1);
  await pair.flush();
  expect(prepare).toHaveBeenCalledTimes(2);
  for (const table of tables) table.end();
});
