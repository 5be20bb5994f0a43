// The settings file: what it says, and how it says what is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { isOpenAt } from '../../domain/queue/openingHours.ts';
import { isPriority, profileOf } from '../../domain/queue/routingRules.ts';
import { PLAIN_PROFILE } from '../../domain/queue/team.ts';
import { DEFAULT_POLICIES, type Policies } from '../../service/policies.ts';
import { parseConfig, readConfig } from './configFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FULL = `
routing: { tierHeadStartMs: 60000 }
queues:
  - &base
    id: cards
    name: { en: Cards, fr: Cartes }
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
    tier: 2
    skills: { credit: 3 }
    ringTimeoutMs: 15000
    interruptReplyAfterMs: 90000
    overflow: { to: help, afterMs: 60000 }
    hours:
      timeZone: Europe/Paris
      week: { mon: ['09:00-12:30', '14:00-18:00'], sat: ['22:00-24:00'] }
      holidays: ['2026-12-25']
    closedMessage: { en: We open at nine., fr: Nous ouvrons à neuf heures. }
    maxWaiting: 12
    maxCallsPerMinute: 30
    wrapUpLimitMs: 120000
  - id: help
    name: { en: Help, fr: Aide }
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
    exemptFromShield: true
agents:
  - userName: marie
    skills: { credit: 4 }
    queues: [cards]
    servesPriority: true
    channels: { video: { capacity: 0 }, reply: { interruptibleBy: [voice] } }
passes: [{ code: a-long-enough-code-1, tier: priority }]
`;

function sentences(text: string): readonly string[] {
  const result = parseConfig(text);
  return result.ok ? [] : result.sentences;
}
const changedRules = (from: string, to: string): Policies => {
  const result = parseConfig(FULL.replace(from, to));
  if (!result.ok) throw new Error(result.sentences.join());
  return result.policies;
};
const changed = (from: string, to: string): readonly string[] => {
  expect(FULL).toContain(from);
  return sentences(FULL.replace(from, to));
};

it('[CONF-1] reads queues, agents and passes from YAML', () => {
  const result = parseConfig(FULL);
  if (!result.ok) throw new Error(result.sentences.join());
  const { rules } = result;
  const [cards, help] = [...rules.queues.values()];
  expect(rules.headStarts).toEqual({ tierHeadStartMs: 60_000, priorityHeadStartMs: 600_000 });
  expect(cards).toMatchObject({
    id: 'cards',
    tier: 2,
    skills: { credit: 3 },
    maxWaiting: 12,
    maxCallsPerMinute: 30,
    overflow: { to: 'help', afterMs: 60_000 },
    timings: { ringTimeoutMs: 15_000, graceMs: 30_000, interruptReplyAfterMs: 90_000 },
    serviceLevelMs: 20_000,
    interruptCountdownMs: 3000,
    wrapUpLimitMs: 120_000,
    closedMessage: { fr: 'Nous ouvrons à neuf heures.' },
  });
  expect(help).toMatchObject({ exemptFromShield: true, tier: 0, maxWaiting: 200, maxCallsPerMinute: 1200 });
  expect(isOpenAt(cards?.hours, Date.parse('2026-11-23T08:00:00Z'))).toBe(true);
  expect(isOpenAt(cards?.hours, Date.parse('2026-11-28T22:59:00Z'))).toBe(true);
  expect(profileOf(rules, 'marie')).toEqual({
    skills: { credit: 4 },
    queues: ['cards'],
    servesPriority: true,
    channels: {
      voice: { capacity: 1, interruptibleBy: [] },
      video: { capacity: 0, interruptibleBy: [] },
      reply: { capacity: 1, interruptibleBy: ['voice'] },
    },
  });
  expect(profileOf(rules, 'somebody')).toBe(PLAIN_PROFILE);
});

it('[CONF-1] reads JSON, which is YAML, and has one queue without a file', () => {
  const words = { en: 'Sales', fr: 'Ventes' };
  const json = JSON.stringify({ queues: [{ id: 'sales', name: words, reasons: [{ id: 'sold', name: words }] }] });
  const result = parseConfig(json);
  expect(result.ok && [...result.rules.queues.keys()]).toEqual(['sales']);
  const single = readConfig(null);
  expect(single.ok && [...single.rules.queues.values()].map(({ name }) => name.en)).toEqual(['General enquiries']);
});

it('[FACTOR-4] reads which roles must have a second factor: none, unless it says so', () => {
  const requiredFor = (text: string) => {
    const result = parseConfig(text);
    return result.ok ? result.policies.secondFactor.requiredFor : result.sentences;
  };
  expect(requiredFor(FULL)).toEqual([]);
  expect(requiredFor(`${FULL}\nsecondFactor: { requiredFor: [agent, supervisor] }`)).toEqual(['agent', 'supervisor']);
  expect(requiredFor(`${FULL}\nsecondFactor: { requiredFor: [boss] }`)).toEqual([
    'secondFactor.requiredFor[0]: must be "agent" or "supervisor"',
  ]);
});

it('[ENTRY-6][ENTRY-9][KEEP-4][SESSION-1] reads how long entries are kept and what may be shared, with defaults', () => {
  const policies = (text: string) => {
    const result = parseConfig(text);
    if (!result.ok) throw new Error(result.sentences.join());
    return result.policies;
  };
  expect(policies(FULL)).toEqual(DEFAULT_POLICIES);
  const said = policies(
    `${FULL}\nretention: { entriesDays: 3650, callsDays: 730 }\nsessions: { maxDays: 1 }\nassist: { maxFileBytes: 1000, customerFiles: false, recordChat: false }`,
  );
  const kept = {
    callsDays: 730,
    shieldsDays: 90,
    auditDays: 730,
    entriesDays: 3650,
    stillsDays: 30,
    agreementsDays: 90,
  };
  expect(said.retention).toEqual(kept);
  expect(said.sessions).toEqual({ idleMs: 12 * 3_600_000, maxMs: 24 * 3_600_000 });
  expect(said.assist).toEqual({ maxFileBytes: 1000, customerFiles: false, recordChat: false });
});

it('[JOIN-11] reads who is told of supervision', () => {
  const said = parseConfig(`${FULL}\nsupervision: { customersAreTold: true }`);
  expect(said.ok && said.policies.supervision).toEqual({ agentsAreTold: true, customersAreTold: true });
  const wrong = parseConfig(`${FULL}\nsupervision: { customersAreTold: perhaps }`);
  expect(wrong.ok ? [] : wrong.sentences.join()).toContain('supervision.customersAreTold: must be a boolean');
});

it('[TRANSFER-12] reads what becomes of what was written and shown before a call came to a queue, and says what may stand there', () => {
  const said = changedRules('exemptFromShield: true', 'handOver: { earlier: never }');
  expect([...said.earlier]).toEqual([['help', 'never']]);
  expect(changed('exemptFromShield: true', 'handOver: { earlier: sometimes }')).toEqual([
    'queues[1].handOver.earlier: must be "offered" or "always" or "never"',
  ]);
});

it('[GUARD-5] reads how many calls may come from one network, with defaults', () => {
  const boundsOf = (text: string) => {
    const result = parseConfig(FULL + text);
    if (!result.ok) throw new Error(result.sentences.join());
    return result.policies.callsOfNetwork;
  };
  expect(boundsOf('')).toEqual({ perMinute: 60, atOnce: 50 });
  expect(boundsOf('\ncallsOfNetwork: { atOnce: 400 }')).toEqual({ perMinute: 60, atOnce: 400 });
});

it('[CONF-3] knows a customer by their pass, and nobody by a wrong one', () => {
  const result = parseConfig(FULL);
  if (!result.ok) throw new Error(result.sentences.join());
  expect(isPriority(result.rules, 'a-long-enough-code-1')).toBe(true);
  expect(isPriority(result.rules, 'a-long-enough-code-2')).toBe(false);
  expect(isPriority(result.rules, undefined)).toBe(false);
});

it.each([
  ['Europe/Paris', 'Europe/Pariss', 'queues[0].hours.timeZone: "Europe/Pariss" is no time zone'],
  ["'09:00-12:30'", "'12:30-09:00'", /^queues\[0\]\.hours\.week\.mon\[0\]: "12:30-09:00" ends before it begins/],
  ["'22:00-24:00'", "'22:00-24:30'", 'queues[0].hours.week.sat[0]: "22:00-24:30" is no window such as "09:00-12:30"'],
  ["['2026-12-25']", "['2026-02-30']", 'queues[0].hours.holidays[0]: "2026-02-30" is no date such as "2026-12-25"'],
  ['to: help', 'to: nowhere', 'queues[0].overflow.to: "nowhere" is no queue'],
  ['to: help', 'to: cards', 'queues[0].overflow.to: "cards" is the queue itself'],
  ['exemptFromShield: true', 'tier: 1\n  - *base', 'queues[2].id: "cards" is there twice'],
  ['queues: [cards]', 'queues: [loans]', 'agents[0].queues[0]: "loans" is no queue'],
  ['tier: 2', 'tier: 10', 'queues[0].tier: must be at most 9'],
  ['tier: 2', 'tier: high', 'queues[0].tier: must be a number'],
  ['tier: 2', 'teir: 2', 'queues[0]: has no setting "teir"'],
  ['{ en: Cards, fr: Cartes }', '{ en: Cards }', 'queues[0].name.fr: is missing'],
  ['skills: { credit: 3 }', 'skills: { credit: 0 }', 'queues[0].skills.credit: must be at least 1'],
  ['a-long-enough-code-1', 'short', 'passes[0].code: must be 16 to 128 letters, digits, hyphens and underscores'],
  ['maxWaiting: 12', 'interruptCountdownMs: 500', 'queues[0].interruptCountdownMs: must be at least 1000'],
  ['tier: priority', 'tier: gold', 'passes[0].tier: must be "priority"'],
  ['passes:', 'retention: { entriesDays: 0 }\npasses:', 'retention.entriesDays: must be at least 1'],
  ['passes:', 'sessions: { idleHours: 0 }\npasses:', 'sessions.idleHours: must be at least 1'],
  ['passes:', 'callsOfNetwork: { perMinute: 0 }\npasses:', 'callsOfNetwork.perMinute: must be at least 1'],
  ['passes:', 'retention: { stillsDays: 3651 }\npasses:', 'retention.stillsDays: must be at most 3650'],
  ['passes:', 'assist: { maxFileBytes: 200000001 }\npasses:', 'assist.maxFileBytes: must be at most 200000000'],
  ['passes:', 'assist: { maxFileBytes: 999 }\npasses:', 'assist.maxFileBytes: must be at least 1000'],
  ['passes:', 'assist: { recordChat: sometimes }\npasses:', 'assist.recordChat: must be a boolean'],
  ['passes:', 'assist: { pictures: true }\npasses:', 'assist: has no setting "pictures"'],
  ['routing: {', 'routing: {{', /^line \d+, column \d+ is no YAML/],
  ['tier: 2', 'tier: 2\n    tier: 3', /^line \d+, column \d+ is no YAML: Map keys must be unique/],
])('[CONF-2] names path and reason: %s → %s', (from, to, sentence) => {
  const all = changed(from, to);
  expect(all).toHaveLength(1);
  if (typeof sentence === 'string') expect(all[0]).toBe(sentence);
  else expect(all[0]).toMatch(sentence);
});

it('[CONF-2] names the file, and all that is wrong in it at once', () => {
  const file = join(folder, 'visavis.yaml');
  writeFileSync(file, FULL.replace('tier: 2', 'tier: 10').replace('Europe/Paris', 'Europe/Pariss'));
  const wrong = readConfig(file);
  expect(wrong.ok ? [] : [...wrong.sentences].sort()).toEqual([
    `VISAVIS_CONFIG names ${file}, where queues[0].hours.timeZone: "Europe/Pariss" is no time zone.`,
    `VISAVIS_CONFIG names ${file}, where queues[0].tier: must be at most 9.`,
  ]);
  const missing = readConfig(join(folder, 'none.yaml'));
  expect(missing.ok ? [] : missing.sentences).toEqual([expect.stringMatching(/which cannot be read\.$/)]);
});

it('[CONF-2] never throws, whatever stands in the file', () => {
  const pieces = fc.constantFrom(
    'queues:',
    '- ',
    '{',
    '}',
    '[',
    '&a ',
    '*a ',
    ': ',
    '\n',
    '  ',
    'id',
    '!!js',
    '"',
    '0',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const result = parseConfig(parts.join(''));
      expect(result.ok || result.sentences.length > 0).toBe(true);
    }),
    { numRuns: 500, seed: 3 },
  );
  expect(sentences(`a: &a [x, x]\n${'b'.repeat(3)}: [${'*a, '.repeat(300)}]`)[0]).toMatch(/alias/);
});
