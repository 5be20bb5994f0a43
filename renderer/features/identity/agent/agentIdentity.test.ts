// The agent's side of an enrolment over an earlier one, from the keys that it receives to what the agent reads and the record holds.
// Seals, keys and the panel are the real ones; the room, the service and what looks at faces are played.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import {
  callIdSchema,
  customerIdSchema,
  ok,
  type CheckKind,
  type Params,
} from '../../../../signalling/protocol/index.ts';
import type { IdentityMessage } from '../../../../signalling/protocol/assist.ts';
import { base64Of } from '../../../core/faces/template/base64.ts';
import { sealTemplate } from '../../../core/faces/template/sealedTemplate.ts';
import { AgentIdentity, type AgentIdentityOptions } from './agentIdentity.svelte.ts';
import type { FaceEngine } from './faceEngine.ts';
import IdentityPanel from './IdentityPanel.svelte';
import { reportedHints, reportedSteps } from './reportedCheck.ts';

const MODEL = 'face/4';
const CUSTOMER = customerIdSchema.parse('A'.repeat(22));
const DAY = { createdAtMs: 1_000, expiresAtMs: 900_000 };
const DESCRIPTOR = Float32Array.of(0.5, 0.5, 0.5, 0.5);
const keyOf = (byte: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(byte);
const [RIGHT, WRONG, NEW] = [keyOf(1), keyOf(2), keyOf(3)];

let close = (): unknown => undefined;
afterEach(() => close());

type Plan = Parameters<FaceEngine['start']>[1];
type OnNews = Parameters<FaceEngine['start']>[2];
type Look = { readonly plan: Plan; readonly onNews: OnNews };

/** What looks at faces, as far as it was begun. */
function playedEngine() {
  const looks: Look[] = [];
  const engine: FaceEngine = {
    model: MODEL,
    start: (_track, plan, onNews) => {
      looks.push({ plan, onNews });
      return { descriptor: DESCRIPTOR, stop: () => undefined };
    },
    close: () => undefined,
  };
  return { engine, looks };
}

/** A customer who was enrolled before and agrees to be enrolled again; they send `earlierKey` for what was. */
async function enrolledAgain(
  earlierKey: Uint8Array,
  purpose: CheckKind = 'enrol',
  can: { readonly page: boolean; readonly service: boolean } = { page: true, service: true },
) {
  const sealed = await sealTemplate(
    DESCRIPTOR,
    { ...DAY, templateId: 't0', customerId: CUSTOMER, model: MODEL },
    RIGHT,
  );
  const template = { ...DAY, templateId: 't0', model: MODEL };
  const finished: Params<'identity.finish'>[] = [];
  const filed: Params<'identity.fileTemplate'>[] = [];
  const begun = {
    ...{ checkId: 'c1', seed: 1, customerId: CUSTOMER, isStrict: false, triesLeft: 5, enrolment: null },
    template: { ...template, nonce: base64Of(sealed.nonce), sealed: base64Of(sealed.sealed) },
    toFile: { ...DAY, templateId: 't1' },
  };
  const request = (name: string, params: unknown): Promise<unknown> => {
    if (name === 'identity.finish') finished.push(params as Params<'identity.finish'>);
    if (name === 'identity.fileTemplate') filed.push(params as Params<'identity.fileTemplate'>);
    return Promise.resolve(ok(name === 'identity.begin' ? begun : { isOn: true, recogniser: null, ways: [], ...DAY }));
  };
  let hear: (message: IdentityMessage) => void = () => undefined;
  const keys: Readonly<Record<string, Uint8Array>> = { t0: earlierKey, t1: NEW };
  const room = {
    onMessage: (listener: typeof hear) => ((hear = listener), () => undefined),
    onPeerReady: () => () => undefined,
    otherCan: () => can.page,
    send: (message: IdentityMessage) => {
      if (message.kind === 'identityAsked')
        hear({ kind: 'identityAccepted', askId: message.askId, camera: 'USB camera' });
      if (message.kind !== 'identityKeyWanted') return;
      const { askId, templateId } = message;
      hear({ kind: 'identityKeyLent', askId, templateId, key: base64Of(keys[templateId] ?? keyOf(0)) });
    },
  };
  const { engine, looks } = playedEngine();
  const options = {
    room,
    client: { request, nowMs: () => 5_000, onState: () => () => undefined, serverCan: () => can.service },
    callId: callIdSchema.parse('call-1'),
    incoming: () => ({ getVideoTracks: () => [{}] }),
    openEngine: () => Promise.resolve(engine),
    files: {},
  } as unknown as AgentIdentityOptions;
  const identity = new AgentIdentity(options);
  const props = { identity, peerName: 'Ada Lovelace', nowMs: () => 5_000 };
  const view = mount(IdentityPanel, { target: document.body, props });
  close = () => unmount(view);
  identity.start(purpose);
  await vi.waitUntil(() => looks.length === 1);
  return { identity, finished, filed, looked: looks[0] };
}

/** The face was seen; how like it is to the earlier one is known only where there was one to compare with. */
async function seen(enrolment: Awaited<ReturnType<typeof enrolledAgain>>): Promise<void> {
  const { looked, finished } = enrolment;
  const verdict = looked?.plan.earlier === undefined ? undefined : 'match';
  const result = { liveness: 'passed', steps: [], verdict, hints: [], isLessCertain: false } as const;
  looked?.onNews({ name: 'ended', result });
  await vi.waitUntil(() => finished.length === 1);
  flushSync();
}

const warning = (): string => document.querySelector('[role=status]')?.textContent ?? '';
const box = (): HTMLInputElement | null => document.querySelector('input[type=checkbox]');

it('[IDENTITY-52] a wrong key for the earlier face compares with nothing, warns in words, must be confirmed and is on record', async () => {
  const enrolment = await enrolledAgain(WRONG);
  expect(enrolment.looked?.plan.earlier, 'what does not open is not compared with').toBeUndefined();
  await seen(enrolment);
  expect(warning()).toContain('could not be opened with this customer’s key');
  expect(enrolment.finished[0]).toMatchObject({ outcome: 'enrolled', hints: ['unlikeEarlier'] });

  const proof = document.querySelector('select');
  const form = document.querySelector('form');
  if (!proof || !form) throw new Error('no form');
  proof.value = 'passport';
  proof.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  form.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
  await Promise.resolve();
  expect(enrolment.filed, 'not before the agent has said that it may be').toEqual([]);
  box()?.click();
  flushSync();
  form.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
  await vi.waitUntil(() => enrolment.filed.length === 1);
});

it('[IDENTITY-52] with the right key the faces are compared, and nothing is warned of', async () => {
  const enrolment = await enrolledAgain(RIGHT);
  expect([...(enrolment.looked?.plan.earlier ?? [])]).toEqual([...DESCRIPTOR]);
  await seen(enrolment);
  expect(warning()).toContain('It is the face that was enrolled before.');
  expect(box()).toBeNull();
  expect(enrolment.finished[0]?.hints).toEqual([]);
});

it('[IDENTITY-56] until the agent has decided their look is asked for, with what to look for', async () => {
  const check = await enrolledAgain(RIGHT, 'verify');
  expect(check.identity.isLookedAt).toBe(true);
  const result = { liveness: 'passed', steps: [], verdict: 'match', hints: [], isLessCertain: false } as const;
  check.looked?.onNews({ name: 'ended', result });
  flushSync();
  const list = () => document.querySelector('ul[aria-label="What to look for"]');
  expect(check.identity.isLookedAt).toBe(true);
  expect(list()?.children).toHaveLength(4);
  expect(document.body.textContent).toContain('Look at Ada Lovelace before you decide');
  const accept = [...document.querySelectorAll('button')].find((button) => button.textContent.includes('accepted'));
  accept?.click();
  await vi.waitUntil(() => !check.identity.isLookedAt);
  flushSync();
  expect(list()).toBeNull();
});

it('[LIVE-18][WIRE-24] nothing is asked of a mouth where the customer’s page cannot say it, or the service not note it', async () => {
  for (const page of [true, false]) {
    for (const service of [true, false]) {
      const { looked } = await enrolledAgain(RIGHT, 'verify', { page, service });
      expect(looked?.plan.among?.includes('openMouth')).toBe(page && service);
      void close();
    }
  }
  close = () => undefined;
});

it('[LIVE-18][LIVE-21][WIRE-24] what was asked of a mouth, and the hint of a screen, is reported apart, with its place, and left out where nothing was', () => {
  const [turn, smile] = [
    { prompt: 'turnLeft', result: 'passed' },
    { prompt: 'smile', result: 'tooSlow' },
  ] as const;
  expect(reportedSteps([turn, smile])).toEqual({ steps: [turn], laterSteps: [{ at: 1, ...smile }] });
  expect(reportedSteps([turn])).toEqual({ steps: [turn] });
  expect(reportedHints(['frozen', 'screen'])).toEqual({ hints: ['frozen'], laterHints: ['screen'] });
  expect(reportedHints(['frozen'])).toEqual({ hints: ['frozen'] });
});
