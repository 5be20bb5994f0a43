// The call that a page is just asking for.
import { beforeEach, expect, it } from 'vitest';
import { queueIdSchema } from '../../../signalling/protocol/index.ts';
import { forgetPendingStart, keepPendingStart, readPendingStart, requestIdFor } from './pendingStart.ts';

const ABOUT = { customerName: 'Ada', topicId: queueIdSchema.parse('cards'), media: 'video', language: 'en' } as const;
const START = { requestId: 'r'.repeat(22), ...ABOUT };

beforeEach(() => sessionStorage.clear());

it('[LINE-2] the same call asked for again, its answer lost, has the same id; another has its own', () => {
  keepPendingStart(START, Date.now());
  expect(requestIdFor(ABOUT)).toBe(START.requestId);
  expect(requestIdFor({ ...ABOUT, media: 'voice' })).not.toBe(START.requestId);
  forgetPendingStart();
  expect(requestIdFor(ABOUT)).not.toBe(START.requestId);
});

it('[LINE-2] a tab that is opened again much later calls nobody by itself, nor does what was tampered with', () => {
  keepPendingStart(START, 1000);
  expect(readPendingStart(31_000)).toEqual(START);
  expect(readPendingStart(31_001)).toBeUndefined();
  expect(readPendingStart(999)).toBeUndefined();
  sessionStorage.setItem('visavis.start', '{"start":{},"askedAtMs":1}');
  expect(readPendingStart(2)).toBeUndefined();
});
