// Reports of broken policies over real HTTP: counted, bounded, not kept.
import Fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { createRecordingLog } from '../../testing/recordingLog.ts';
import { startTestServer } from '../../testing/serverBench.ts';
import type { Server } from '../../server.ts';
import { addPolicyReports, REPORTS_PATH } from './policyReports.ts';

let server: Server;
afterEach(() => server.kill());

const report = (body: unknown, type = 'application/csp-report') =>
  fetch(`${server.origin}/policy-reports`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const figures = async () => (await fetch(`${server.origin}/metrics`)).text();

it('[CSP-3] counts what browsers report by directive, in either form, and keeps nothing of it', async () => {
  const log = createRecordingLog();
  server = await startTestServer({ log });
  const old = { 'csp-report': { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/SECRET' } };
  expect((await report(old)).status).toBe(204);
  const list = ['worker-src', 'trusted-types', 'SECRET"} 1'].map((effectiveDirective) => ({
    type: 'csp-violation',
    body: { effectiveDirective },
  }));
  expect((await report(list, 'application/reports+json')).status).toBe(204);
  expect((await report('no JSON')).status).toBe(204);
  const text = await figures();
  expect(text).toContain('visavis_policy_reports_total{directive="script-src"} 1');
  expect(text).toContain('visavis_policy_reports_total{directive="worker-src"} 1');
  expect(text).toContain('visavis_policy_reports_total{directive="other"} 2');
  expect(text + JSON.stringify(log)).not.toContain('SECRET');
});

it('[CSP-3] takes no more than a browser would send: neither long nor anything else', async () => {
  server = await startTestServer();
  expect((await report('x'.repeat(20_000))).status).toBe(413);
  expect((await report('x', 'text/html')).status).toBe(415);
  expect((await fetch(`${server.origin}/policy-reports`)).status).toBe(404);
  expect((await fetch(`${server.origin}/healthz`, { method: 'POST', body: 'x' })).status).toBe(413);
});

it('[CSP-3] takes fifty at once and five a second, from everybody together', async () => {
  let nowMs = 0;
  let counted = 0;
  const http = Fastify();
  addPolicyReports(
    http,
    () => (counted += 1),
    () => nowMs,
  );
  const headers = { 'content-type': 'application/csp-report' };
  const statusesOf = async (count: number, remoteAddress: string) => {
    const statuses: number[] = [];
    for (let sent = 0; sent < count; sent += 1)
      statuses.push(
        (await http.inject({ method: 'POST', url: REPORTS_PATH, headers, remoteAddress, payload: '{}' })).statusCode,
      );
    return statuses;
  };
  const taken = (count: number) => Array<number>(count).fill(204);
  expect(await statusesOf(51, '192.0.2.1')).toEqual([...taken(50), 429]);
  expect(await statusesOf(1, '192.0.2.2')).toEqual([429]);
  nowMs += 1200;
  // What was refused counts, too.
  expect(await statusesOf(5, '192.0.2.2')).toEqual([...taken(4), 429]);
  expect(counted).toBe(54);
  await http.close();
});
