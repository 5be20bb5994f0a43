// What the agent is warned of, and has to say, before a face takes the place of an earlier one.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { EarlierFace } from './agentCheckMachine.ts';
import ConfirmForm from './ConfirmForm.svelte';

const BOX = 'I have seen the other proof. The new face takes the place of the earlier one.';

let close = (): unknown => undefined;
afterEach(() => close());

/** Everything else is filled in. */
function show(earlier: EarlierFace | undefined) {
  const onConfirm = vi.fn();
  const props = { peerName: 'Ada Lovelace', earlier, isFiling: false, onConfirm, onCancel: vi.fn() };
  const view = mount(ConfirmForm, { target: document.body, props });
  close = () => unmount(view);
  flushSync();
  const proof = document.querySelector('select');
  const file = document.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!proof || !file) throw new Error('no form');
  proof.value = 'passport';
  proof.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  return {
    onConfirm,
    file,
    warning: document.querySelector('[role=status]')?.textContent ?? '',
    box: document.querySelector<HTMLInputElement>('input[type=checkbox]'),
    /** Past the button, as Enter in a field goes. */
    submit: () => document.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true })),
  };
}

it.each([
  ['unopened', 'could not be opened with this customer’s key'],
  ['noMatch', 'This is not the face that was enrolled before'],
] as const)('[IDENTITY-52] an earlier face that is %s is a warning that must be confirmed', (earlier, words) => {
  const { warning, box, file, submit, onConfirm } = show(earlier);
  expect(warning).toContain(words);
  expect(box?.closest('label')?.textContent.trim()).toBe(BOX);
  expect(file.disabled).toBe(true);
  submit();
  expect(onConfirm).not.toHaveBeenCalled();
  box?.click();
  flushSync();
  expect(file.disabled).toBe(false);
  submit();
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith({ name: 'Ada Lovelace', proof: 'passport', reference: '' });
});

it.each(['match', 'inconclusive', undefined] as const)(
  '[IDENTITY-52] an earlier face that is %s needs no confirming',
  (earlier) => {
    const { box, file, warning } = show(earlier);
    expect(box).toBeNull();
    expect(file.disabled).toBe(false);
    expect(warning === '').toBe(earlier === undefined);
  },
);
