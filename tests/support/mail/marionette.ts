// Thunderbird from the inside, over its Marionette port: runs a script with all its rights. For what no person can see or do.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { until } from '../desktop.ts';

export interface Marionette {
  /** Runs the body of a function, which may return a promise; gives what it returns. */
  readonly run: (body: string) => Promise<unknown>;
  readonly close: () => void;
}

/** What Thunderbird must be started with, and what its preferences must say. */
export const MARIONETTE_PARAMETERS = ['--marionette', '--remote-allow-system-access'] as const;
export const MARIONETTE_PREFERENCES = { 'marionette.port': 0, 'remote.prefs.recommended': false } as const;

const LONGEST_LENGTH = 12;

/** Joins the Thunderbird that runs on this profile, when it listens. */
export async function joinMarionette(profile: string): Promise<Marionette> {
  const file = join(profile, 'MarionetteActivePort');
  await until('Thunderbird says where Marionette listens', () => existsSync(file) && readFileSync(file, 'utf8') !== '');
  const socket = connect({ host: '127.0.0.1', port: Number(readFileSync(file, 'utf8')) });
  const packets = packetsOf(socket);
  await once(socket, 'connect');
  await packets.next();
  let commands = 0;
  const ask = async (name: string, parameters: object): Promise<unknown> => {
    commands += 1;
    const packet = JSON.stringify([0, commands, name, parameters]);
    socket.write(`${Buffer.byteLength(packet)}:${packet}`);
    const { value } = await packets.next();
    const [, , problem, result] = value as [number, number, { message: string } | null, { value?: unknown }];
    if (problem !== null) throw new Error(`Thunderbird refuses ${name}: ${problem.message}`);
    return result.value;
  };
  await ask('WebDriver:NewSession', {});
  await ask('Marionette:SetContext', { value: 'chrome' });
  return {
    run: (body) => ask('WebDriver:ExecuteScript', { script: body, args: [] }),
    close: () => void socket.destroy(),
  };
}

/** Each is its length in bytes, a colon, and JSON. */
async function* packetsOf(socket: Socket): AsyncGenerator<unknown, undefined> {
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const colon = rest.subarray(0, LONGEST_LENGTH).indexOf(':');
      if (colon === -1) break;
      const end = colon + 1 + Number(rest.subarray(0, colon).toString());
      if (rest.length < end) break;
      yield JSON.parse(rest.subarray(colon + 1, end).toString());
      rest = rest.subarray(end);
    }
  }
  return undefined;
}
