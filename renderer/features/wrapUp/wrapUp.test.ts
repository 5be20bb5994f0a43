import { beforeEach, expect, it } from 'vitest';
import type { CallId } from '../../../signalling/protocol/index.ts';
import { WrapUpForm } from './wrapUp.svelte.ts';

const CALL = 'call-1' as CallId;

beforeEach(() => {
  sessionStorage.clear();
});

it('[APP-4] finds reason and notes again after a reload, for this call only', () => {
  const form = new WrapUpForm(CALL);
  form.notes = 'Half a sentence';
  form.reasonId = 'advice';
  const again = new WrapUpForm(CALL);
  expect([again.notes, again.reasonId]).toEqual(['Half a sentence', 'advice']);
  expect(new WrapUpForm('call-2' as CallId).notes).toBe('');
});

it('[APP-4] forgets them once they are finished', () => {
  const form = new WrapUpForm(CALL);
  form.notes = 'Done';
  form.forget();
  expect(new WrapUpForm(CALL).notes).toBe('');
});

it('[AGENT-4] asks for a reason before it is complete', () => {
  const form = new WrapUpForm(CALL);
  expect(form.submit()).toBe(false);
  expect(form.reasonMissing).toBe(true);
  form.reasonId = 'advice';
  expect(form.submit()).toBe(true);
});

it('[APP-4] survives a draft that was tampered with', () => {
  sessionStorage.setItem('visavis.wrapUp.call-1', '{"notes":7,"reasonId":');
  expect(new WrapUpForm(CALL).notes).toBe('');
});
