// Which scripts run where, and what a policy may make the extension ask for.
import { expect, test } from 'vitest';
import { missingOrigins, siteScripts } from './sites.ts';

const KNOWN = ['https://mail.google.com/*', 'https://outlook.office.com/*', 'https://outlook.live.com/*'];
const OURS = 'https://webmail.example.org/*';

test('[DOOR-32] on Gmail and Outlook nothing of ours runs among the page’s own scripts', () => {
  expect(siteScripts(KNOWN)).toEqual([{ id: 'content', matches: KNOWN, file: 'content.js', world: 'ISOLATED' }]);
  expect(siteScripts([])).toEqual([]);
});

test('[DOOR-32] a site that was allowed is taken for Roundcube', () => {
  expect(siteScripts([...KNOWN, OURS])).toEqual([
    { id: 'content', matches: [...KNOWN, OURS], file: 'content.js', world: 'ISOLATED' },
    { id: 'roundcube', matches: [OURS], file: 'roundcube.js', world: 'MAIN' },
  ]);
});

test('[DOOR-32] of what policy names, what is not allowed yet is asked for', () => {
  const policy = { webmailOrigins: ['https://webmail.example.org', 'https://mail.example.org:8443'] };
  expect(missingOrigins(policy, [...KNOWN, OURS])).toEqual(['https://mail.example.org:8443/*']);
});

test.each([
  undefined,
  {},
  { webmailOrigins: 'https://webmail.example.org' },
  { webmailOrigins: ['http://webmail.example.org'] },
  { webmailOrigins: ['https://webmail.example.org/mail'] },
  { webmailOrigins: ['https://agent@webmail.example.org'] },
  { webmailOrigins: ['webmail.example.org', 7, null] },
])('[DOOR-32] %j asks for nothing', (policy) => {
  expect(missingOrigins(policy, KNOWN)).toEqual([]);
});
