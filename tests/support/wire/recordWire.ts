// One day of calls on real pages, with every frame between them and the server, and every message from page to page, written down.
// Not a test: what it writes is what tests hold later builds to. VISAVIS_RELEASE names the folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../cast.ts';
import { linkInCall } from '../continueOnPhone.ts';
import { say } from '../inChat.ts';
import { panelOf } from '../identityJourney.ts';
import { expectPicture } from '../mediaProbe.ts';
import type { RecordedFrame, RecordedChannelMessage } from './recording.ts';

const RELEASE = process.env['VISAVIS_RELEASE'] ?? 'present';
type Who = RecordedFrame['who'];

/** Addresses of the machine that recorded are nobody's business. */
const redacted = (text: string): string =>
  text.replaceAll(/\b(?!127\.0\.0\.1|0\.0\.0\.0)\d{1,3}(\.\d{1,3}){3}\b/g, '192.0.2.1');

function listenTo(
  who: Who,
  frames: RecordedFrame[],
  messages: RecordedChannelMessage[],
): (page: Page) => Promise<void> {
  return async (page) => {
    page.on('websocket', (socket) => {
      const note = (by: 'page' | 'server') => (sent: { payload: string | Buffer }) => {
        const frame: unknown = JSON.parse(redacted(sent.payload.toString()));
        frames.push({ who, by, frame } as RecordedFrame);
      };
      socket.on('framesent', note('page'));
      socket.on('framereceived', note('server'));
    });
    await page.exposeFunction('noteMessage', (text: string) => {
      messages.push({ who, message: JSON.parse(text) as RecordedChannelMessage['message'] });
    });
    await page.addInitScript(() => {
      const send = Reflect.get(RTCDataChannel.prototype, 'send') as (data: unknown) => void;
      RTCDataChannel.prototype.send = function (data: unknown) {
        const { noteMessage } = window as unknown as { noteMessage: (text: string) => void };
        if (typeof data === 'string' && this.label === 'state') noteMessage(data);
        send.call(this, data);
      };
    });
  };
}

test('a day of calls', async ({ cast }) => {
  const frames: RecordedFrame[] = [];
  const messages: RecordedChannelMessage[] = [];
  const agent = await cast.agent({ prepare: listenTo('agent', frames, messages) });
  await agent.goAvailable();
  const customer = await cast.customer({ prepare: listenTo('customer', frames, messages) });
  await customer.call('Ada');
  await agent.answer();
  await expectPicture(agent.page);
  await agent.button('Hold').click();
  await expect(customer.page.getByText(/on hold/i).first()).toBeVisible();
  await agent.button('Hold').click();
  await agent.button('Mute microphone').click();
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Account fees' }).click();
  await expect(customer.page.getByRole('region', { name: 'On the table: Account fees.pdf' })).toBeVisible();
  await customer.button('Chat').click();
  await say(customer, 'Is the card fee new?');
  await expect.poll(() => JSON.stringify(frames)).toContain('Is the card fee new?');

  await agent.button('Verify identity').click();
  await panelOf(agent).getByRole('button', { name: 'Take the question back' }).click();
  await panelOf(agent).getByRole('button', { name: 'Enrol the face' }).click();
  await customer.button('Yes, enrol my face').click();
  const hasSaid = (name: string): boolean => frames.some(({ frame }) => 'name' in frame && frame.name === name);
  await expect.poll(() => hasSaid('identity.begin')).toBe(true);
  await agent.button('Close identity').click();
  await expect.poll(() => hasSaid('identity.finish')).toBe(true);

  const link = await linkInCall(customer);
  const phone = await cast.customer({ query: new URL(link).hash, prepare: listenTo('phone', frames, messages) });
  await phone.button('Continue here').click();
  await expectPicture(phone.page);
  await phone.button('Hang up').click();
  await agent.finish({ index: 1 }, 'Card fee explained.');
  await agent.recentCalls.getByRole('button', { name: 'Conversation with Ada' }).first().click();
  await expect.poll(() => hasSaid('history.entries')).toBe(true);
  await expect(agent.status).toHaveText('Available');

  const folder = join(import.meta.dirname, RELEASE);
  mkdirSync(folder, { recursive: true });
  const lines = (list: readonly object[]): string => `${list.map((one) => JSON.stringify(one)).join('\n')}\n`;
  writeFileSync(join(folder, 'frames.ndjson'), lines(frames));
  writeFileSync(join(folder, 'lanes.ndjson'), lines(messages));
});
