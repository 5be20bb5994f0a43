// Agreements that are sealed: when the seal is asked for, and what both are told of it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { AgreementSealing } from './agreementSealing.ts';
import { agree, ask, flush, sides } from './testing/agreementSides.ts';

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

const SEALING: AgreementSealing = {
  policy: () => Promise.resolve({ ok: true, value: { by: 'Visavis Bank', maxBytes: 5_000 } }),
  seal: async (made) => new Blob([await made.text(), ' sealed']),
};

it('[SEAL-1] what was agreed is sealed before both prove it, and both are told by whom', async () => {
  const { agent, customer, put } = await sides(false, SEALING);
  await put('terms.pdf');
  await ask(agent);
  await agree(customer);
  for (const side of [agent, customer]) {
    const [kept] = side.agreements.kept;
    expect(await kept?.blob.text()).toMatch(/ result \d+ sealed$/);
    expect(kept?.sealedBy).toBe('Visavis Bank');
    expect(side.one.standing).toMatchObject({ name: 'done', sealedBy: 'Visavis Bank' });
  }
});

it('[SEAL-2] without the seal that is due nobody is asked; it can be tried again', async () => {
  let isDown = true;
  const sealing: AgreementSealing = {
    ...SEALING,
    policy: () => (isDown ? Promise.resolve({ ok: false }) : SEALING.policy()),
  };
  const { agent, customer, put } = await sides(false, sealing);
  await put('terms.pdf');
  await ask(agent);
  expect(agent.one.standing).toEqual({ name: 'stopped', why: 'notSealed', by: 'agent', stage: 'body' });
  expect(customer.standings).toEqual([]);
  isDown = false;
  await agent.agreements.tryAgain(agent.one);
  await flush();
  expect(customer.standings).toEqual(['asked']);
});

it('[SEAL-2] a seal that cannot be had after the customer agreed is told to both, and made again as it was agreed', async () => {
  let isDown = true;
  const sealing: AgreementSealing = {
    ...SEALING,
    seal: (...given) => (isDown ? Promise.resolve(undefined) : SEALING.seal(...given)),
  };
  const { agent, customer, put } = await sides(false, sealing);
  await put('terms.pdf');
  await ask(agent);
  await agree(customer);
  for (const side of [agent, customer]) {
    expect(side.one.standing).toMatchObject({ name: 'stopped', why: 'notSealed', stage: 'result' });
  }
  isDown = false;
  await agent.agreements.tryAgain(agent.one);
  await flush();
  expect([agent.standings, customer.standings]).toEqual([['done'], ['done']]);
});
