// What was done to the service when it was reviewed, beside storms and frames: each attack once, from an address of its own.
// Each ends when the attacker has not got what they wanted, and throws when they have.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  CONSENT_TEXT_VERSION,
  consentText,
  customerIdSchema,
  queueIdSchema,
  type CallId,
} from '../../protocol/index.ts';
import { Client, until } from '../serverBench.ts';
import { callOf } from './keptCall.ts';

type Target = { readonly port: number; readonly origin: string };

const codeOf = ({ ok, ...rest }: Awaited<ReturnType<Client['asks']>>): string =>
  ok || !('problem' in rest) ? 'ok' : rest.problem.code;

function clientAt(server: Target, localAddress: string, more: object = {}): Client {
  return new Client(server, { localAddress, ...more });
}

/** Somebody has an agent's session; the owner signs in and changes the password. */
async function keepStolenSession(server: Target): Promise<void> {
  const thief = await clientAt(server, '127.0.8.2').says('agent');
  const { sessionToken } = await thief.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  const owner = await clientAt(server, '127.0.8.1').says('agent');
  await owner.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  const resumed = await clientAt(server, '127.0.8.2').says('agent');
  await owner.does('account.changePassword', { currentPassword: 'demo', newPassword: 'another long one' });
  for (let count = 0; count < 2; count += 1) {
    assert.equal(codeOf(await resumed.asks('agent.resume', { sessionToken })), 'sessionExpired');
    assert.equal(codeOf(await resumed.asks('history.recent', { limit: 1 })), 'notSignedIn');
    await resumed.does('session.ping', {});
  }
  await owner.does('history.recent', { limit: 1 });
}

/** Another address in every guess, as whoever has no proxy in front of them may write. */
async function pretendAddresses(server: Target): Promise<void> {
  const answers: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    const headers = { 'x-forwarded-for': `198.51.100.${count}` };
    const guesser = await clientAt(server, '127.0.8.3', { headers }).says('agent');
    answers.push(codeOf(await guesser.asks('agent.signIn', { userName: 'nobody', password: 'guess' }, 60_000)));
    guesser.socket.terminate();
  }
  assert.deepEqual(answers, [...Array<string>(5).fill('wrongCredentials'), 'tooManyAttempts']);
  const figures = await fetch(`${server.origin}/metrics`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
  assert.equal(figures.status, 404);
  const elsewhere = clientAt(server, '127.0.8.3', { origin: 'https://evil.example' });
  assert.equal(await elsewhere.opened(), 403);
}

/** Opens a connection, asks so often over it and keeps it. */
async function keptConnection(port: number, localAddress: string, requests: number) {
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress });
  let answered = '';
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => (answered += data.toString()));
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(requests));
  return { socket, answered: () => answered };
}

async function keepIdleConnections({ port }: Target): Promise<void> {
  const kept = await Promise.all(Array.from({ length: 700 }, () => keptConnection(port, '127.0.8.4', 1)));
  await until(() => kept.filter(({ socket }) => !socket.closed).length <= 500);
  for (const { socket } of kept) socket.destroy();
}

async function askWithoutEnd({ port }: Target): Promise<void> {
  const { socket, answered } = await keptConnection(port, '127.0.8.5', 1001);
  await until(() => answered().includes(' 503 '));
  assert.equal(answered().match(/ 200 OK/g)?.length, 1000);
  socket.destroy();
}

/** Turned round, invisible, or with a line of its own: a name that is read as another. */
async function callUnderFalseName(server: Target): Promise<void> {
  const agent = await agent2At(server, '127.0.8.10');
  const caller = await clientAt(server, '127.0.8.6').says('customer');
  const about = { topicId: queueIdSchema.parse('cards'), media: 'voice', language: 'en' } as const;
  const unseen = { ...about, requestId: 'an-unseen-name', customerName: '\u200B\u200C' };
  assert.equal(codeOf(await caller.asks('call.start', unseen)), 'badParams');
  const turned = 'Ada\u202E\u0000\nCustomer verified';
  await caller.does('call.start', { ...about, requestId: 'a-false-name', customerName: turned });
  const work = () => agent.notices('agent.changed').at(-1)?.work;
  await until(() => work()?.name === 'ringing');
  assert.match(JSON.stringify(work()), /"customerName":"AdaCustomer verified"/);
  await caller.does('call.leaveLine', {});
  agent.socket.close();
}

async function agent2At(server: Target, localAddress: string): Promise<Client> {
  const agent = await clientAt(server, localAddress).says('agent');
  await agent.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  return agent;
}

const ADA = customerIdSchema.parse('A'.repeat(22));
const claimOf = (secret: string, possession: string | undefined) => ({
  customerId: ADA,
  textVersion: CONSENT_TEXT_VERSION,
  locale: 'en' as const,
  withdrawalHash: createHash('sha256').update(secret).digest('hex'),
  ...(possession === undefined ? {} : { possession }),
});
const ADAS_SECRET = 'a'.repeat(43);
const OWN_SECRET = 't'.repeat(43);

async function enrol(agent: Client, callId: CallId, sealed: string): Promise<void> {
  const { checkId } = await agent.does('identity.begin', { callId, kind: 'enrol' });
  const steps = [{ prompt: 'blink' as const, result: 'passed' as const }];
  const seen = { model: 'face/128', liveness: 'passed' as const, steps, outcome: 'enrolled' as const, hints: [] };
  await agent.does('identity.finish', { callId, checkId, ...seen });
  await agent.does('identity.fileTemplate', {
    ...{ callId, checkId, model: 'face/128', name: 'Ada Lovelace', proof: 'passport' },
    nonce: Buffer.alloc(12, 7).toString('base64'),
    sealed: Buffer.from(sealed.padEnd(30, '.')).toString('base64'),
  });
}

const ADAS_KEYS = generateKeyPairSync('ed25519');
const OWN_KEYS = generateKeyPairSync('ed25519');

/** As her page does it: what the server asks now, signed. */
async function signedClaim(customer: Client, callId: CallId, secret: string, keys: typeof ADAS_KEYS) {
  const { nonce } = await customer.does('identity.challenge', {});
  const claim = claimOf(secret, undefined);
  const signature = sign(null, Buffer.from(consentText({ nonce, callId, ...claim })), keys.privateKey);
  const publicKey = keys.publicKey.export({ format: 'jwk' }).x ?? '';
  return { ...claim, proof: { publicKey, signature: signature.toString('base64url') } };
}

/** Who knows what Ada is called by, has seen a consent of hers as it went by, and knows the secret that she showed earlier: asks after her, replaces her template, erases it, and fills the call with consents. */
async function passForAnother(server: Target): Promise<void> {
  const agent = await agent2At(server, '127.0.8.7');
  const end = async (customer: Client, callId: CallId): Promise<void> => {
    await customer.does('call.hangUp', {});
    await agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  };
  const ada = await callOf(agent, server, '127.0.8.8');
  const seen = await signedClaim(ada.customer, ada.callId, ADAS_SECRET, ADAS_KEYS);
  await ada.customer.does('identity.consent', seen);
  await enrol(agent, ada.callId, 'ADA');
  await end(ada.customer, ada.callId);

  const thief = await callOf(agent, server, '127.0.8.9');
  const { customer, callId } = thief;
  assert.equal(codeOf(await customer.asks('identity.consent', seen)), 'checkNotFound');
  await customer.does('identity.challenge', {});
  assert.equal(codeOf(await customer.asks('identity.consent', seen)), 'checkNotFound');
  const claims = [
    claimOf(ADAS_SECRET, undefined),
    claimOf(OWN_SECRET, OWN_SECRET),
    claimOf(ADAS_SECRET, OWN_SECRET),
    claimOf(ADAS_SECRET, ADAS_SECRET),
    await signedClaim(customer, callId, OWN_SECRET, OWN_KEYS),
  ];
  for (const claim of claims) {
    assert.deepEqual(await customer.does('identity.consent', claim), { isEnrolled: false });
    assert.equal(codeOf(await agent.asks('identity.begin', { callId, kind: 'verify' })), 'notEnrolled');
  }
  await enrol(agent, callId, 'THIEF');
  await customer.asks('identity.withdraw', { customerId: ADA, withdrawalToken: OWN_SECRET });
  const answers: string[] = [];
  for (let count = 0; count < 25; count += 1) {
    answers.push(codeOf(await customer.asks('identity.consent', claimOf(OWN_SECRET, OWN_SECRET))));
  }
  assert.equal(answers.filter((code) => code === 'ok').length, 15);
  assert.equal(answers.at(-1), 'recordFull');
  await end(customer, callId);

  const back = await callOf(agent, server, '127.0.8.8');
  const claim = await signedClaim(back.customer, back.callId, ADAS_SECRET, ADAS_KEYS);
  const consented = await back.customer.does('identity.consent', claim);
  assert.deepEqual(consented, { isEnrolled: true });
  const { template } = await agent.does('identity.begin', { callId: back.callId, kind: 'verify' });
  assert.match(Buffer.from(template?.sealed ?? '', 'base64').toString(), /^ADA/);
  await back.customer.does('call.hangUp', {});
  await agent.does('wrapUp.finish', { callId: back.callId, reasonId: 'solved', notes: '' });
  agent.socket.close();
}

/** By the lines of the review. */
export const NAMED_ATTACKS: Readonly<Record<string, (server: Target) => Promise<void>>> = {
  'A6: addresses are made up, figures and another origin tried': pretendAddresses,
  'A7: connections are kept idle': keepIdleConnections,
  'A7: one connection asks without end': askWithoutEnd,
  'A7: names that read as others': callUnderFalseName,
  'B: passing for a customer whose id is known': passForAnother,
  'A1: a session is kept over a changed password': keepStolenSession,
};
