// Settings of rooms out of the environment.
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { mediaSocketPath } from './roomSettings.ts';
import { readSettings, type Environment } from './settings.ts';

function roomsOf(env: Environment): unknown {
  const result = readSettings(env, '/srv', '/app/out');
  if (!result.ok) throw new Error(result.sentences.join());
  return result.settings.rooms;
}

function sentences(env: Environment): readonly string[] {
  const result = readSettings(env, '/srv', '/app/out');
  return result.ok ? [] : result.sentences;
}

const DEMO = { VISAVIS_DEMO: '1' };
const ADDRESS = { VISAVIS_ROOM_ADDRESS: 'media.example.com' };

it('[ROOM-2] in demo mode rooms are for this machine, with any port', () => {
  expect(roomsOf(DEMO)).toEqual({
    workerFile: '/app/node_modules/mediasoup/worker/out/Release/mediasoup-worker',
    workers: availableParallelism(),
    listenAddress: '127.0.0.1',
    announcedAddress: '127.0.0.1',
    ports: null,
    lingerMs: 60_000,
    protocols: ['udp', 'tcp'],
  });
});

it('[ROOM-2] there are none where nobody said under which address pages find them, nor where they are turned off', () => {
  expect(roomsOf({})).toBe('noAddress');
  expect(roomsOf({ ...ADDRESS, VISAVIS_ROOMS: '0' })).toBe('off');
});

it('[ROOM-2] takes what is set', () => {
  const env = {
    ...ADDRESS,
    VISAVIS_ROOM_LISTEN: '192.0.2.7',
    VISAVIS_ROOM_PORTS: '50000-50009',
    VISAVIS_ROOM_WORKERS: '4',
    VISAVIS_ROOM_PROTOCOLS: 'tcp',
    VISAVIS_ROOM_LINGER_S: '5',
    VISAVIS_MEDIA_WORKER: 'here/worker',
  };
  expect(roomsOf(env)).toEqual({
    workerFile: '/srv/here/worker',
    workers: 4,
    listenAddress: '192.0.2.7',
    announcedAddress: 'media.example.com',
    ports: { from: 50_000, to: 50_009 },
    lingerMs: 5000,
    protocols: ['tcp'],
  });
});

it.each([
  ['VISAVIS_ROOM_PORTS', '40000'],
  ['VISAVIS_ROOM_PORTS', '5-4'],
  ['VISAVIS_ROOM_PORTS', '60000-70000'],
  ['VISAVIS_ROOM_ADDRESS', 'https://media.example.com'],
  ['VISAVIS_ROOM_WORKERS', '0'],
  ['VISAVIS_ROOM_LINGER_S', '3601'],
  ['VISAVIS_ROOM_PROTOCOLS', 'sctp'],
  ['VISAVIS_ROOMS', 'yes'],
])('[ROOM-2][OPS-1] %s=%s is refused with a sentence that names it', (name, value) => {
  expect(sentences({ ...DEMO, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be`))]);
});

it('[ROOM-2] there must be a port for each worker', () => {
  const env = { ...ADDRESS, VISAVIS_ROOM_PORTS: '50000-50001', VISAVIS_ROOM_WORKERS: '3' };
  expect(sentences(env)).toEqual([expect.stringMatching(/^VISAVIS_ROOM_PORTS must hold a port for each of the 3/)]);
});

it('[ROOM-2] the socket has an address that every system takes', () => {
  expect(mediaSocketPath('/srv/data')).toBe('/srv/data/media.sock');
  expect(mediaSocketPath(`/srv/${'d'.repeat(120)}`).length).toBeLessThan(100);
  expect(mediaSocketPath('C:\\data', 'win32')).toMatch(/^\\\\\.\\pipe\\visavis-media-[0-9a-f]{16}$/);
});
