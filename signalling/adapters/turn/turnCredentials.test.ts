// Media servers and their credentials.
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { callIdSchema, iceServerSchema } from '../../protocol/index.ts';
import { createMediaServersFor } from './turnCredentials.ts';

const callId = callIdSchema.parse('call-1');
const settings = {
  stunUrls: ['stun:a.example'],
  turnUrls: ['turn:a.example', 'turns:a.example'],
  turnSecret: 'secret',
  credentialSeconds: 3600,
  relayOnly: false,
};

it('[WIRE-14] gives credentials that the relay can check and that expire', () => {
  const servers = createMediaServersFor(settings)('agent', callId, 1_700_000_000_500);
  const [stun, turn] = servers.iceServers;
  expect(stun).toEqual({ urls: ['stun:a.example'] });
  expect(turn?.username).toBe('1700003600:agent-call-1');
  expect(turn?.credential).toBe(createHmac('sha1', 'secret').update('1700003600:agent-call-1').digest('base64'));
  expect(iceServerSchema.safeParse(turn).success).toBe(true);
  expect(servers.iceExpiresAtMs).toBe(1_700_003_600_000);
});

it('[WIRE-14] gives one generation the same credentials each time, the next new ones, and each party its own', () => {
  const mediaServersFor = createMediaServersFor(settings);
  expect(mediaServersFor('agent', callId, 5000)).toEqual(mediaServersFor('agent', callId, 5000));
  expect(mediaServersFor('agent', callId, 5000)).not.toEqual(mediaServersFor('agent', callId, 65_000));
  expect(mediaServersFor('agent', callId, 5000)).not.toEqual(mediaServersFor('customer', callId, 5000));
});

it('[WIRE-14] gives nothing that expires without a relay, and says when media must go through one', () => {
  const none = createMediaServersFor({ ...settings, stunUrls: [], turnUrls: [], turnSecret: '' });
  expect(none('agent', callId, 0)).toEqual({ iceServers: [], relayOnly: false });
  const forced = createMediaServersFor({ ...settings, relayOnly: true });
  expect(forced('customer', callId, 0).relayOnly).toBe(true);
});
