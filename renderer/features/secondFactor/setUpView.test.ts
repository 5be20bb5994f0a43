// Setting a second factor up, when the server has forgotten what was begun.
import { flushSync, mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { ProblemCode } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { FactorSetUp } from './factorSetUp.svelte.ts';
import SetUpView from './SetUpView.svelte';

const BEGUN = { secret: 'JBSWY3DPEHPK3PXP', address: 'otpauth://totp/Visavis:agent?secret=JBSWY3DPEHPK3PXP' };

/** @returns what stands under the field, and whether it was begun again, after a code that is refused with `code` */
async function afterRefusal(code: ProblemCode): Promise<{ error: string; lost: number }> {
  const request = (name: string): Promise<unknown> =>
    Promise.resolve(
      name === 'account.beginSecondFactor'
        ? { ok: true, value: BEGUN }
        : { ok: false, problem: { code, message: '', retryable: false } },
    );
  const setUp = new FactorSetUp({ request } as unknown as SignallingClient);
  await setUp.begin('demo');
  const onLost = vi.fn();
  const view = mount(SetUpView, { target: document.body, props: { setUp, onLost } });
  flushSync();
  const field = document.querySelector('input');
  if (!field) throw new Error('no field');
  field.value = '123456';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector('form')?.requestSubmit();
  await vi.waitUntil(() => field.value === '' || onLost.mock.calls.length > 0);
  flushSync();
  const error = document.querySelector('form')?.textContent ?? '';
  await unmount(view);
  return { error, lost: onLost.mock.calls.length };
}

it('[FACTOR-4] a wrong code is said under the field; what the server has forgotten is begun again', async () => {
  const wrong = await afterRefusal('wrongCode');
  expect(wrong.error).toContain('This code is wrong');
  expect(wrong.lost).toBe(0);
  for (const code of ['notSignedIn', 'sessionExpired', 'notPossibleNow'] as const) {
    const { error, lost } = await afterRefusal(code);
    expect(lost).toBe(1);
    expect(error).not.toMatch(/signed out|Finish what/);
  }
});
