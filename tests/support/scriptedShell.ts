// A shell below the agent's page that says what a journey wants: for states of the page, never as proof of the shell.
import type { Page } from '@playwright/test';
import { HOST_GLOBAL } from '../../electron/contract/channels.ts';
import type { HostMailReply, HostNotice, HostNoticePayload } from '../../electron/contract/index.ts';

export const MAIL: HostMailReply = {
  activityId: 'mail-1',
  source: 'thunderbird',
  kind: 'reply',
  openForMs: 0,
  inputAgoMs: 0,
};

/**
 * Before the page's own scripts: the page then believes that it runs in the desktop app of this server. `answers` are further
 * host calls with what they give; `shellAnswers` changes them later.
 */
export async function scriptShell(page: Page, answers: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await page.addInitScript(
    ([globalName, given]) => {
      const answers: Record<string, unknown> = { ...given };
      const listeners: Record<string, ((payload: unknown) => void)[]> = {};
      const values: Record<string, () => unknown> = {
        'app.describe': () => ({
          version: '0.0.0',
          platform: 'linux',
          serverOrigin: location.origin,
          systemLanguage: navigator.language,
          notifications: true,
        }),
        'links.takePending': () => ({ links: [] }),
        'replies.list': () => ({ replies: [] }),
      };
      const told: [string, unknown][] = [];
      const say = (name: string, payload: unknown): void => listeners[name]?.forEach((hear) => hear(payload));
      const beats = new Map<string, number>();
      const stopBeat = (activityId: string): void => clearInterval(beats.get(activityId));
      /** As the shell does while a reply is written: at the server it lives for 15 s. */
      const startBeat = (activityId: string): void => {
        stopBeat(activityId);
        beats.set(
          activityId,
          window.setInterval(() => say('reply.renewed', { activityId, inputAgoMs: 0 }), 5_000),
        );
      };
      Object.assign(globalThis, {
        [globalName]: {
          call: (name: string, params: unknown) => {
            told.push([name, params]);
            if (name === 'replies.takeCalls') for (const activityId of beats.keys()) stopBeat(activityId);
            return Promise.resolve({ ok: true, value: answers[name] ?? values[name]?.() ?? {} });
          },
          on: (name: string, listener: (payload: unknown) => void) => {
            (listeners[name] ??= []).push(listener);
            return () => undefined;
          },
        },
        scriptedShell: {
          answers,
          told,
          say: (name: string, payload: unknown) => {
            const { activityId = '' } = payload as { activityId?: string };
            if (name === 'reply.begun') startBeat(activityId);
            if (name === 'reply.ended') stopBeat(activityId);
            say(name, payload);
          },
        },
      });
    },
    [HOST_GLOBAL, answers] as const,
  );
}

/** From now on this host call gives this. */
export async function shellAnswers(page: Page, name: string, value: unknown): Promise<void> {
  await page.evaluate(
    ([called, answer]) => {
      const { scriptedShell } = globalThis as unknown as { scriptedShell: { answers: Record<string, unknown> } };
      scriptedShell.answers[called] = answer;
    },
    [name, value] as const,
  );
}

/** The shell tells the page something. */
export async function shellSays<N extends HostNotice>(
  page: Page,
  name: N,
  payload: HostNoticePayload<N>,
): Promise<void> {
  await page.evaluate(
    ([said, what]) => {
      (globalThis as unknown as { scriptedShell: { say(name: string, payload: unknown): void } }).scriptedShell.say(
        said,
        what,
      );
    },
    [name, payload] as const,
  );
}

/** What the page told the shell with calls of this name, in order. */
export function toldShell(page: Page, name: string): Promise<unknown[]> {
  return page.evaluate(
    (wanted) =>
      (globalThis as unknown as { scriptedShell: { told: [string, unknown][] } }).scriptedShell.told
        .filter(([told]) => told === wanted)
        .map(([, params]) => params),
    name,
  );
}
