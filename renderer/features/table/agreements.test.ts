// Agreements between two sides whose files are made and proved by the test: what each page does, and what people are told.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { Proof } from '../../core/documents/proveFlattened.ts';
import { Agreements } from './agreements.svelte.ts';
import type { AgreementWork } from './makeAgreedDocument.ts';
import { agree, ask, flush, SAME, sides } from './testing/agreementSides.ts';

vi.mock('./prepareFile.ts', () => ({
  // What is made here is no PDF.
  prepareFile: async (file: File, files: AssistRoom['files']) => {
    const added = await files.add(file);
    return added.ok
      ? { ok: true, value: { fileId: added.fileId, name: file.name, type: 'pdf', bytes: file.size } }
      : added;
  },
}));
vi.mock('../../core/documents/openDocument.ts', () => ({
  openDocument: () => Promise.resolve({ ok: false, problem: 'pdfBroken' }),
  preparePdf: () => Promise.resolve(),
}));

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 5 }),
);
afterEach(() => void vi.useRealTimers());

it('[AGREE-1] the customer is asked once both sides have proved one and the same file, and gets it when both have proved it with the agreement', async () => {
  const { agent, customer, put } = await sides();
  const fileId = await put('terms.pdf');
  await ask(agent);
  expect([agent.proved, customer.proved]).toEqual([['body'], ['body']]);
  expect([agent.standings, customer.standings]).toEqual([['asked'], ['asked']]);
  await agree(customer);
  expect([agent.proved, customer.proved]).toEqual([
    ['body', 'result'],
    ['body', 'result'],
  ]);
  expect([agent.standings, customer.standings]).toEqual([['done'], ['done']]);
  const [held] = [...customer.room.maps.agreements.entries.values()];
  expect(held).toMatchObject({ fileId, state: 'agreed', signedName: 'Ada Lovelace' });
  expect(customer.table.open?.card).toMatchObject({
    fileId: held?.resultFileId,
    origin: 'agreed',
    name: 'terms – agreed.pdf',
  });
  expect(customer.room.files.stateOf(held?.resultFileId ?? '').name).toBe('here');
});

it.each(['agent', 'customer'] as const)(
  '[AGREE-1] what the %s’s page finds different is said to the agent, and the customer is not asked',
  async (who) => {
    const { agent, customer, put } = await sides();
    await put('terms.pdf');
    const finder = who === 'agent' ? agent : customer;
    finder.answers.proof = () => ({ ok: false, problem: 'looksDifferent', page: 3 });
    await ask(agent);
    expect(agent.one.standing).toEqual({ name: 'stopped', why: 'looksDifferent', by: who, stage: 'body', page: 3 });
    expect(customer.standings).toEqual([]);
    expect(customer.room.maps.agreements.entries.size).toBe(0);
    finder.answers.proof = () => SAME;
    await agent.agreements.tryAgain(agent.one);
    await flush();
    expect([agent.standings, customer.standings]).toEqual([['asked'], ['asked']]);
  },
);

it('[AGREE-2] while it is checked and asked nothing can be filled in, on either side', async () => {
  const { agent, customer, put } = await sides();
  const fileId = await put('terms.pdf');
  await ask(agent);
  for (const { forms, room } of [agent, customer]) {
    forms.change(fileId, 'name', 'Bob');
    expect(room.maps.fields.entries.size).toBe(0);
  }
  agent.agreements.takeBack(agent.one);
  await flush();
  customer.forms.change(fileId, 'name', 'Bob');
  await flush();
  expect(agent.forms.valuesOf(fileId)).toEqual({ name: 'Bob' });
});

it('[AGREE-2] a change that comes all the same takes the question back, with a word to both', async () => {
  const { agent, customer, put } = await sides();
  const fileId = await put('terms.pdf');
  await ask(agent);
  customer.room.maps.fields.set(`${fileId}:name`, { fileId, name: 'name', value: 'Bob' });
  // Before the agent's page has heard of it: what is agreed to is what was asked.
  customer.agreements.agree(customer.one, 'Ada');
  await flush();
  for (const side of [agent, customer]) expect(side.one.standing).toMatchObject({ name: 'stopped', why: 'changed' });
  expect([...agent.room.maps.agreements.entries.values()]).toMatchObject([{ state: 'withdrawn' }]);
  await agent.agreements.tryAgain(agent.one);
  await flush();
  expect(customer.standings).toEqual(['asked']);
});

it('[AGREE-3] a failure is told to both, is its own document’s, and can be tried again', async () => {
  const { agent, customer, put } = await sides();
  const bad = await put('bad.pdf');
  await ask(agent);
  const { made } = agent.answers;
  agent.answers.made = (stage, document) => (document === 'bad.pdf' ? undefined : made(stage, document));
  await agree(customer);
  for (const side of [agent, customer]) {
    expect(side.one.standing).toMatchObject({ name: 'stopped', why: 'notMade', stage: 'result' });
  }
  expect(customer.agreements.isFrozen(bad)).toBe(true);

  await put('good.pdf');
  await ask(agent);
  expect(customer.one.card.name).toBe('good.pdf');
  await agree(customer);
  expect(customer.standings).toEqual(['stopped', 'done']);

  agent.answers.made = made;
  const failed = agent.agreements.shown.find(({ standing }) => standing.name === 'stopped');
  if (failed) await agent.agreements.tryAgain(failed);
  await flush();
  const results = [...customer.room.maps.agreements.entries.values()].map(({ resultFileId }) => resultFileId);
  expect(new Set(results).size).toBe(2);
  expect(results).not.toContain(undefined);
});

it('[AGREE-3] what throws in its middle is a failure like any other', async () => {
  const { agent, customer, put } = await sides();
  await put('terms.pdf');
  agent.answers.made = () => {
    throw new Error('no such field');
  };
  await ask(agent);
  expect(agent.one.standing).toMatchObject({ name: 'stopped', why: 'notMade' });
  expect(customer.standings).toEqual([]);
});

it('[AGREE-3] the agent gives up what was agreed and cannot be kept: the customer is told', async () => {
  const { agent, customer, put } = await sides();
  const fileId = await put('terms.pdf');
  await ask(agent);
  customer.answers.proof = () => ({ ok: false, problem: 'textDiffers', page: 1 });
  await agree(customer);
  expect(customer.one.standing).toMatchObject({ name: 'stopped', by: 'customer', why: 'textDiffers' });
  agent.agreements.takeBack(agent.one);
  await flush();
  expect(customer.one).toMatchObject({ standing: { name: 'withdrawn' }, agreement: { signedName: 'Ada Lovelace' } });
  expect(customer.agreements.isFrozen(fileId)).toBe(false);
});

it.each(['agent', 'customer'] as const)(
  '[AGREE-4] goes on after the %s’s page was reloaded while it was checked',
  async (who) => {
    const { agent, customer, put } = await sides();
    await put('terms.pdf');
    const side = who === 'agent' ? agent : customer;
    let resolve = (_proof: Proof): void => undefined;
    const promise = new Promise<Proof>((done) => (resolve = done));
    const work: AgreementWork = {
      make: () => Promise.resolve(new Blob(['made before'])),
      prove: () => promise,
    };
    side.agreements.close();
    const { room, table } = side;
    side.agreements = new Agreements({ room, table, names: { agent: 'Alex', customer: 'Ada' }, work });
    await ask(agent);
    expect(agent.standings).toEqual(['checking']);
    side.agreements.close();
    side.reload();
    await flush();
    expect([agent.standings, customer.standings]).toEqual([['asked'], ['asked']]);
    resolve({ ok: false, problem: 'looksDifferent', page: 1 });
    await flush();
    expect(agent.standings).toEqual(['asked']);
  },
);

it('[AGREE-5] a customer’s page from before an update is waited for a while; then the agent’s own proof is enough, and is said to be all', async () => {
  const { agent, customer, put } = await sides(true);
  await put('terms.pdf');
  await ask(agent);
  expect(agent.standings).toEqual(['checking']);
  await vi.advanceTimersByTimeAsync(5_000);
  await flush();
  expect(agent.one.standing).toEqual({ name: 'asked', isAlone: true });
  const [[agreementId, asked] = []] = [...customer.room.maps.agreements.entries];
  if (agreementId === undefined || !asked) throw new Error('it is asked');
  const decided = { ...asked, state: 'agreed', signedName: 'Ada', decidedAtMs: customer.room.nowMs() } as const;
  customer.room.maps.agreements.set(agreementId, decided);
  await flush();
  expect(agent.one.standing).toMatchObject({ name: 'done', isAlone: true });
});

it('[AGREE-5] an agent’s page from before an update asks without any proof, and the customer answers as before', async () => {
  const { agent, customer, put } = await sides();
  agent.agreements.close();
  const fileId = await put('terms.pdf');
  agent.room.maps.agreements.set('old', { fileId, statement: 'I agree.', askedAtMs: 1_000, state: 'asked' });
  await flush();
  expect(customer.standings).toEqual(['asked']);
  await agree(customer);
  expect(customer.standings).toEqual(['checking']);
  expect(agent.room.maps.agreements.get('old')).toMatchObject({ state: 'agreed', signedName: 'Ada Lovelace' });
  expect(customer.agreements.isFrozen(fileId)).toBe(false);
});

it('[AGREE-6] what was agreed cannot be written on any more', async () => {
  const { agent, customer, put } = await sides();
  await put('terms.pdf');
  await ask(agent);
  await agree(customer);
  expect(customer.agreements.isFrozen(customer.table.open?.card.fileId ?? '')).toBe(true);
});

it('[AGREE-1] a customer’s page that takes long is waited for, however long', async () => {
  const { agent, customer, put } = await sides();
  await put('terms.pdf');
  customer.agreements.close();
  await ask(agent);
  await vi.advanceTimersByTimeAsync(60_000);
  await flush();
  expect(agent.one.standing).toMatchObject({ name: 'checking', stage: 'body', by: 'customer' });
  customer.reload();
  await flush();
  expect(agent.one.standing).toEqual({ name: 'asked', isAlone: false });
});

it('[AGREE-3] another try is proved anew, also where the same bytes are made again', async () => {
  const { agent, customer, put } = await sides();
  await put('terms.pdf');
  agent.answers.made = (stage) => new Blob([stage]);
  await ask(agent);
  customer.answers.proof = () => ({ ok: false, problem: 'resultBroken' });
  await agree(customer);
  expect(agent.one.standing).toMatchObject({ name: 'stopped', by: 'customer' });
  customer.answers.proof = () => SAME;
  await agent.agreements.tryAgain(agent.one);
  await flush();
  expect([agent.standings, customer.standings]).toEqual([['done'], ['done']]);
});
