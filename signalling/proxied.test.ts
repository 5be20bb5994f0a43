// The server behind a real proxy with TLS, set up as docs/OPERATIONS.md says.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientOptions } from 'ws';
import { startCaddy, whyNoCaddy } from '../tests/support/caddy.ts';
import { startNginx, whyNoNginx } from '../tests/support/nginx.ts';
import { freePort, SITE, type Proxy } from '../tests/support/proxySite.ts';
import { queueIdSchema } from './protocol/index.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { Client } from './testing/serverBench.ts';

const PROXIES = [
  { name: 'nginx', why: whyNoNginx(), startProxy: startNginx },
  { name: 'caddy', why: whyNoCaddy(), startProxy: startCaddy },
];
for (const { name, why, startProxy } of PROXIES)
  describe.skipIf(why !== undefined)(name, () => {
    let webDir: string;
    let server: ChildServer;
    let proxy: Proxy;
    let port: number;
    let origin: string;
    beforeAll(async () => {
      webDir = mkdtempSync(join(tmpdir(), 'visavis-pages-'));
      mkdirSync(join(webDir, 'customer'));
      writeFileSync(join(webDir, 'customer', 'index.html'), '<!doctype html><title>customer</title>');
      port = await freePort();
      origin = `https://${SITE}:${port}`;
      server = await startChildServer({
        VISAVIS_DEMO: '0',
        VISAVIS_PUBLIC_ORIGIN: origin,
        VISAVIS_TRUSTED_PROXIES: '127.0.0.1',
        VISAVIS_WEB_DIR: webDir,
      });
      proxy = await startProxy(port, server.port);
    });
    afterAll(async () => {
      await proxy.close();
      await server.dispose();
      rmSync(webDir, { recursive: true });
    });

    const tls = () => ({ ca: proxy.certificate, servername: SITE });
    // As a browser says it, which has the name in its address.
    const named = () => ({ host: `${SITE}:${port}` });
    const clientAt = (localAddress: string, more: ClientOptions = {}) =>
      new Client({ port, origin }, { localAddress, ...tls(), ...more, headers: { ...named(), ...more.headers } });
    const answerOf = (ask: typeof get, options: RequestOptions) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        ask({ host: '127.0.0.1', ...options }, (response) => {
          const status = response.statusCode ?? 0;
          text(response).then((body) => resolve({ status, body }), reject);
        }).on('error', reject);
      });
    const statusOf = async (ask: typeof get, options: RequestOptions) => (await answerOf(ask, options)).status;

    it('[GUARD-6] serves pages and calls through it', async () => {
      const page = await answerOf(get, { port, path: '/', headers: named(), ...tls() });
      expect(page).toMatchObject({ status: 200, body: expect.stringContaining('customer') as string });
      const customer = await clientAt('127.0.7.9').says('customer');
      const about = { requestId: 'r', customerName: 'Zoé', media: 'voice', language: 'en' } as const;
      const { call } = await customer.does('call.start', { ...about, topicId: queueIdSchema.parse('general') });
      expect(call.phase.name).toBe('waiting');
    });

    it('[GUARD-6] counts clients by their own address, whatever they put in front of it', async () => {
      const guess = async (address: string, more: ClientOptions = {}) => {
        const agent = await clientAt(address, more).says('agent');
        const reply = await agent.asks('agent.signIn', { userName: 'ann', password: 'guess' }, 20_000);
        agent.socket.close();
        return reply.ok ? 'ok' : reply.problem.code;
      };
      const results = [];
      for (let count = 0; count < 6; count += 1) results.push(await guess('127.0.7.1'));
      expect(results).toEqual([...Array.from({ length: 5 }, () => 'wrongCredentials'), 'tooManyAttempts']);
      expect(await guess('127.0.7.1', { headers: { 'x-forwarded-for': '203.0.113.9' } })).toBe('tooManyAttempts');
      expect(await guess('127.0.7.2')).toBe('wrongCredentials');
    });

    it('[GUARD-6] shows no figures through it, and lets nobody in without an origin', async () => {
      expect(await statusOf(get, { port, path: '/metrics', headers: named(), ...tls() })).toBe(404);
      expect(await statusOf(getPlain, { port: server.port, path: '/metrics' })).toBe(404);
      expect(await statusOf(getPlain, { port: server.port, path: '/metrics', localAddress: '127.0.0.2' })).toBe(200);
      expect(await clientAt('127.0.0.1', { origin: undefined }).opened()).toBe(403);
      expect(server.complaints).toEqual([]);
    });
  });
