// The policy as text: no inline code, no eval, one server.
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

test('[HOST-6] the page talks to its server and nobody else', () => {
  expect(contentSecurityPolicy('https://visavis.example:8443')).toContain(
    "connect-src 'self' https://visavis.example:8443 wss://visavis.example:8443;",
  );
  expect(contentSecurityPolicy('http://127.0.0.1:7788')).toContain(
    "connect-src 'self' http://127.0.0.1:7788 ws://127.0.0.1:7788;",
  );
});

test('[HOST-6] the policy starts from nothing and allows no inline code', () => {
  const policy = contentSecurityPolicy('http://127.0.0.1:7788');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(policy).not.toMatch(/unsafe|\*/);
});

test('[CSP-1] the page makes nothing of text by itself', () => {
  const policy = contentSecurityPolicy('http://127.0.0.1:7788');
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types svelte-trusted-html default");
  expect(contentSecurityPolicy('http://127.0.0.1:7788', { isScript: true })).not.toContain('trusted-types');
});

test('[HOST-6] only the worker that reads faces may run WebAssembly, and nothing may be made of text', () => {
  const policy = contentSecurityPolicy('http://127.0.0.1:7788', { runsWasm: true });
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toMatch(/'unsafe-/);
});
