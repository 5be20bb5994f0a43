// Reports of broken policies over real HTTP: counted, bounded, not kept.
import { afterEach, expect, it } from 'vitest';
import { createRecordingLog } from '../../testing/recordingLog.ts';
import { startTestServer } from '../../testing/serverBench.ts';
import type { Server } from '../../server.ts';

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

it('[CSP-3] takes no more than a browser would send: neither long nor many nor anything else', async () => {
  server = await startTestServer();
  expect((await report('x'.repeat(20_000))).status).toBe(413);
  expect((await report('x', 'text/html')).status).toBe(415);
  const statuses = await Promise.all(Array.from({ length: 80 }, async () => (await report({})).status));
  expect(statuses.filter((status) => status === 204).length).toBeLessThan(70);
  expect(statuses).toContain(429);
  expect((await fetch(`${server.origin}/policy-reports`)).status).toBe(404);
  expect((await fetch(`${server.origin}/healthz`, { method: 'POST', body: 'x' })).status).toBe(413);
});
