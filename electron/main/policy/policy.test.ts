// What an organisation writes, in each of the forms that systems give it, and everything that can be wrong with it.
import { expect, test } from 'vitest';
import { NO_POLICY, POLICIES, POLICY_NAMES, policySchema, type PolicyEntry } from '../../contract/policy.ts';
import type { Log } from '../log/createLog.ts';
import { joinPolicies, MAX_POLICY_CHARACTERS, parsePolicy } from './parsePolicy.ts';
import { readPolicyTexts, type PolicyAccess, type PolicyTexts } from './policyPlaces.ts';
import { watchPolicy } from './watchPolicy.ts';

const SERVER = 'https://visavis.example.org';

test('[POLICY-1] every default is a value that may be written, and every entry has its words in both languages', () => {
  for (const name of POLICY_NAMES) {
    const entry: PolicyEntry = POLICIES[name];
    if (entry.default !== undefined) expect(policySchema(entry).safeParse(entry.default).success, name).toBe(true);
    if (entry.kind === 'text') expect(policySchema(entry).safeParse(entry.example).success, name).toBe(true);
    const { en, fr } = entry.words;
    for (const words of [en.title, en.text, fr.title, fr.text]) expect(words.length, name).toBeGreaterThan(3);
    expect(en.text).not.toBe(fr.text);
  }
});

test.each([
  ['https://visavis.example.org', true],
  ['https://visavis.example.org:8443', true],
  ['https://[2001:db8::1]:8443', true],
  ['http://127.0.0.1:7788', true],
  ['http://localhost', true],
  ['http://visavis.example.org', false],
  ['https://visavis.example.org/', false],
  ['https://user@visavis.example.org', false],
  ['https://visavis.example.org?x', false],
  ['https://127.0.0.1.example.org:99999999', false],
  ['http://127.0.0.1.example.org', false],
  ['https://Visavis.example.org', false],
  ['https://', false],
  ['', false],
])('[POLICY-2] a server named %j: %s', (ServerOrigin, isGood) => {
  expect(parsePolicy(JSON.stringify({ fixed: { ServerOrigin } })).problems).toHaveLength(isGood ? 0 : 1);
});

test('[POLICY-2] a line that is wrong is named with its reason, never with its value, and the others are obeyed', () => {
  const text = JSON.stringify({
    fixed: { ServerOrigin: 'http://secret.example', ShieldIdleSeconds: 5, Language: 'fr', Colour: 'secret' },
    recommended: { StartMinimised: 'secret', ShieldForwards: true },
    secret: 1,
  });
  const { policy, problems } = parsePolicy(text);
  expect(policy).toEqual({ fixed: { Language: 'fr' }, recommended: { ShieldForwards: true } });
  expect(problems).toEqual([
    { path: 'fixed.ServerOrigin', reason: expect.stringContaining('over TLS') as string },
    { path: 'fixed.ShieldIdleSeconds', reason: 'must be a whole number from 10 to 86400' },
    { path: 'fixed.Colour', reason: 'is not known to this version' },
    { path: 'recommended.StartMinimised', reason: 'must be true or false' },
    { path: 'secret', reason: 'must be one of fixed, recommended' },
  ]);
});

test('[POLICY-2] what was good last stays for a line that is wrong, and all of it for a file that is none', () => {
  const good = parsePolicy(JSON.stringify({ fixed: { ServerOrigin: SERVER, LogLevel: 'warn' } })).policy;
  expect(parsePolicy('{"fixed":{"ServerOrigin":7}}', good).policy.fixed).toEqual({ ServerOrigin: SERVER });
  for (const text of ['', '{', '[]', 'null', '7', ' '.repeat(MAX_POLICY_CHARACTERS + 1), '{"fixed":[]}']) {
    const { policy, problems } = parsePolicy(text, good);
    expect(policy.fixed).toEqual(good.fixed);
    expect(problems).toHaveLength(1);
  }
  expect(parsePolicy('{"fixed":{"__proto__":{"LogLevel":"warn"},"toString":1}}').policy.fixed).toEqual({});
});

test('[POLICY-3] the machine’s goes before the person’s', () => {
  const machine = parsePolicy('{"fixed":{"Language":"fr"},"recommended":{"LogLevel":"warn"}}').policy;
  const user = parsePolicy('{"fixed":{"Language":"en","ShieldForwards":true}}').policy;
  expect(joinPolicies(machine, user)).toEqual({
    fixed: { Language: 'fr', ShieldForwards: true },
    recommended: { LogLevel: 'warn' },
  });
});

const access = (of: Partial<PolicyAccess>): PolicyAccess => ({
  platform: 'linux',
  userName: 'ada',
  readFile: () => undefined,
  run: () => undefined,
  ...of,
});

/** As `reg query … /s` prints it on Windows 11. */
const PRINTED = String.raw`
HKEY_LOCAL_MACHINE\Software\Policies\Visavis
    ServerOrigin    REG_SZ    https://visavis.example.org
    ShieldIdleSeconds    REG_DWORD    0x12c
    ShieldForwards    REG_DWORD    0x1

HKEY_LOCAL_MACHINE\Software\Policies\Visavis\Recommended
    StartMinimised    REG_DWORD    0x0
    Language    REG_SZ    fr

HKEY_LOCAL_MACHINE\Software\Policies\Visavis\Other
    Language    REG_SZ    en

`;

test('[POLICY-4] it is found where each system keeps it: a file, the registry, managed preferences', () => {
  const files: string[] = [];
  const onLinux = readPolicyTexts(access({ readFile: (file) => (files.push(file), '{}') }));
  expect([onLinux, files]).toEqual([{ machine: '{}', user: undefined }, ['/etc/visavis/policy.json']]);

  const asked: string[] = [];
  const onWindows = readPolicyTexts(
    access({
      platform: 'win32',
      run: (program, parameters) => {
        asked.push([program, ...parameters].join(' '));
        return asked.length === 1 ? PRINTED.replaceAll('\n', '\r\n') : undefined;
      },
    }),
  );
  expect(asked).toEqual([
    String.raw`C:\Windows\System32\reg.exe query HKLM\Software\Policies\Visavis /s`,
    String.raw`C:\Windows\System32\reg.exe query HKCU\Software\Policies\Visavis /s`,
  ]);
  expect(onWindows.user).toBeUndefined();
  expect(parsePolicy(onWindows.machine ?? '')).toEqual({
    policy: {
      fixed: { ServerOrigin: SERVER, ShieldIdleSeconds: 300, ShieldForwards: true },
      recommended: { StartMinimised: false, Language: 'fr' },
    },
    problems: [],
  });

  const printed = { ServerOrigin: SERVER, PayloadUUID: 'x', Recommended: { StartMinimised: true } };
  const onMac = readPolicyTexts(
    access({
      platform: 'darwin',
      run: (_, [, , , , file]) => (file?.includes('/ada/') ? undefined : JSON.stringify(printed)),
    }),
  );
  expect(parsePolicy(onMac.machine ?? '')).toEqual({
    policy: { fixed: { ServerOrigin: SERVER }, recommended: { StartMinimised: true } },
    problems: [],
  });
});

function watched(first: PolicyTexts | undefined, remembered?: string) {
  let texts = first;
  let saved = remembered;
  const lines: string[] = [];
  const log = new Proxy({} as Log, {
    get: (_, level: string) => (message: string, fields?: object) =>
      lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  });
  const policy = watchPolicy({
    read: () => {
      if (texts === undefined) throw new Error('EACCES');
      return texts;
    },
    memory: { read: () => saved, save: (text) => (saved = text) },
    log,
  });
  return {
    policy,
    lines,
    become: (next: PolicyTexts | undefined): void => {
      texts = next;
      policy.look();
    },
    saved: () => saved,
  };
}
const machine = (text: string | undefined): PolicyTexts => ({ machine: text, user: undefined });

test('[POLICY-5] a change is noticed while the app runs, what is wrong is in the log, and what was good outlives a start', () => {
  const { policy, lines, become, saved } = watched(machine('{"fixed":{"Language":"fr"}}'));
  let changes = 0;
  policy.onChange(() => (changes += 1));
  expect(policy.current.fixed).toEqual({ Language: 'fr' });
  policy.look();
  expect(changes).toBe(0);
  become(machine('{"fixed":{"Language":"xx","LogLevel":"warn"}}'));
  expect(policy.current.fixed).toEqual({ Language: 'fr', LogLevel: 'warn' });
  expect(lines.join()).toContain('"path":"fixed.Language","reason":"must be one of system, en, fr"');
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  expect(lines.join()).not.toContain('xx');
  // It cannot be read: as it was, said once.
  become(undefined);
  policy.look();
  expect(policy.current.fixed).toEqual({ Language: 'fr', LogLevel: 'warn' });
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(2);

  expect(watched(machine('{"fixed":'), saved()).policy.current.fixed).toEqual({ Language: 'fr', LogLevel: 'warn' });
  expect(watched(machine('{"fixed":'), 'damaged').policy.current).toEqual(NO_POLICY);
  // Taken away by whoever may.
  become(machine(undefined));
  expect(policy.current).toEqual(NO_POLICY);
});
