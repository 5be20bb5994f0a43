// The link that leads another device into the call. Its code stands behind the `#`, where no server on the way sees it.
import * as z from 'zod/mini';
import { callMediaSchema, tokenSchema, type CallMedia } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.continue';
const keptSchema = z.strictObject({ code: tokenSchema, media: callMediaSchema });

/** `media`: what to open before the call is taken over, so that nobody waits for a permission in it. */
export type ContinueCode = z.infer<typeof keptSchema>;

export function continueLink(origin: string, code: string, media: CallMedia): string {
  return `${origin}/#continue=${code}${media === 'voice' ? '&media=voice' : ''}`;
}

/** Whether only this machine can open the link: its address means, to every device, itself. */
export function isOnlyHere(link: string): boolean {
  const { hostname } = new URL(link);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** @param fragment with or without its `#` */
export function continueCodeOf(fragment: string): ContinueCode | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = tokenSchema.safeParse(fields.get('continue'));
  return code.success ? { code: code.data, media: fields.get('media') === 'voice' ? 'voice' : 'video' } : undefined;
}

/** Takes the code out of the address bar, where shoulders and histories see it, and keeps it for this tab until it is used. */
export function takeContinueCode(): ContinueCode | undefined {
  const found = continueCodeOf(location.hash);
  if (found) {
    history.replaceState(history.state, '', location.pathname + location.search);
    write(found);
  }
  return found ?? read();
}

export function forgetContinueCode(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was stored then either.
  }
}

function write(code: ContinueCode): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(code));
  } catch {
    // Without storage a reload before the code is used needs another look at the other device.
  }
}

function read(): ContinueCode | undefined {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null'));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}
