// The same consultation on the table and over a shared screen: what each sends.
import { mb } from '../measure/statistics.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { pause } from '../measure/progress.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';
import type { TwoPages } from '../media/openPages.ts';
import { consult, screenDesk, tableDesk, type Plan } from './consultation.ts';
import type { PagePicture } from './pagePictures.ts';
import type { ReadingDocument } from './readingDocument.ts';
import { readBytes, type SentBytes } from './sentBytes.ts';
import { shareScreen } from './sharedScreen.ts';
import { putOnTable } from './tableCall.ts';

const WHOLE_S = 600;
const DEFAULT_S = 60;
const TURN_EVERY_MS = 20_000;
const GOAL = 0.05;
/**
 * On the path with each message: DTLS 1.2 with AES-GCM (37), SCTP's header and data chunk (28), and the acknowledgement that
 * comes back, in a packet of its own (37 + 28). A message of 32 kB is cut into packets: this once more for each further 1.1 kB.
 */
const HEADERS_BYTES = 65;
const PACKET_BYTES = 1_100;

type Sent = { readonly channels: number; readonly messages: number; readonly beside: number; readonly screen: number };
export type Consulted = {
  readonly durationS: number;
  readonly turns: number;
  /** The file and what belongs to it, once. */
  readonly file: Sent;
  readonly table: Sent;
  readonly screen: Sent;
  readonly fileBytes: number;
};

export function planOf(pages: number): Plan {
  const durationS = countFromEnv('VISAVIS_BENCH_CONSULTATION_S', DEFAULT_S);
  return { durationMs: durationS * 1000, turnEveryMs: TURN_EVERY_MS, pages };
}

/** @returns bytes on the table, put there first; nothing else may lie open */
export async function consultAtTable(
  pages: TwoPages,
  shown: ReadingDocument,
  plan: Plan,
): Promise<Pick<Consulted, 'file' | 'table' | 'turns'>> {
  const { page } = pages.agent;
  const before = await readBytes(page);
  await putOnTable(pages, 'consultation.pdf', shown);
  await pause(1000);
  const put = await readBytes(page);
  const turns = await consult(tableDesk(pages, 1), plan);
  const after = await readBytes(page);
  return { turns, file: sentBetween(before, put), table: sentBetween(put, after) };
}

export async function consultOverScreen(pages: TwoPages, pictures: readonly PagePicture[], plan: Plan): Promise<Sent> {
  const { page } = pages.agent;
  const before = await readBytes(page);
  await shareScreen(pages, pictures);
  await consult(screenDesk(pages), plan);
  return sentBetween(before, await readBytes(page));
}

function beside({ total, media }: SentBytes): number {
  return total - media;
}

function sentBetween(before: SentBytes, after: SentBytes): Sent {
  return {
    channels: after.channels - before.channels,
    messages: after.messages - before.messages,
    beside: beside(after) - beside(before),
    screen: after.screen - before.screen,
  };
}

/** What the channels' messages are on the path. */
export function onPath({ channels, messages }: Pick<Sent, 'channels' | 'messages'>): number {
  return channels + Math.max(messages, channels / PACKET_BYTES) * 2 * HEADERS_BYTES;
}

export function describeBytes(consulted: Consulted): Pick<Section, 'figures' | 'tables' | 'method'> {
  const { durationS, turns, file, table, screen, fileBytes } = consulted;
  const factor = WHOLE_S / durationS;
  const overTable = onPath(file) + onPath(table) * factor;
  const overScreen = screen.screen * factor;
  const ratio = overTable / overScreen;
  const besides = (onPath(table) * factor) / overScreen;
  const room = GOAL * overScreen - onPath(table) * factor;
  const stated = durationS === WHOLE_S ? '' : `, ${durationS} s measured and the rest extrapolated`;
  return {
    figures: [
      atMost(
        'bytes of 10 minutes at the table, against a 1080p screen share of the same pages',
        `≤ ${GOAL * 100} %`,
        GOAL,
        ratio,
        `${(100 * ratio).toFixed(1)} % (${mb(overTable)} against ${mb(overScreen)}${stated})`,
      ),
      noGoal('the same without the file itself', `${(100 * besides).toFixed(2)} %`),
      noGoal(`a file as large as this is still within ${GOAL * 100} %`, room > 0 ? mb(room) : 'none'),
    ],
    tables: [
      {
        caption: `${durationS} s, a page each ${TURN_EVERY_MS / 1000} s, ${turns} turned, as measured`,
        header: ['', 'messages', 'data channels', 'on the path', 'all beside media', 'screen line'],
        rows: [
          row(`the file (${mb(fileBytes)}) onto the table`, file),
          row('turning, pointing, drawing at the table', table),
          row('the same over a shared screen', screen),
        ],
      },
    ],
    method: [
      `Bytes: one call, the document of 20 pages put on the table and gone through, then the same pages shared as a screen of 1920 × 1080 with the product’s own settings, each for ${durationS} s (\`VISAVIS_BENCH_CONSULTATION_S\`, 600 for all of it): a page each ${TURN_EVERY_MS / 1000} s, the pointer moving for some seconds after it, a line drawn on every third. The screen is a canvas that changes only when something on it does, and is repeated once a second as a screen at rest is; the pointer and the line are part of its picture. Both ways count. “On the path” are the channels’ messages with the headers of SCTP and DTLS and an acknowledgement each (130 bytes a packet); “all beside media” has the reports of sound and pictures and all signs of life of the call as well, and is for comparison. The screen share is charged with its RTP alone.`,
    ],
  };
}

function row(name: string, sent: Sent): string[] {
  const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  return [name, String(sent.messages), kb(sent.channels), kb(onPath(sent)), kb(sent.beside), kb(sent.screen)];
}
