// What a check makes of mouths and lids, with heads that are made of numbers.
import { expect, it } from 'vitest';
import { likeness } from '../descriptor.ts';
import { drawPrompts, isOfMouth, PROMPTS } from '../liveness/prompts.ts';
import { person, Sitting } from '../testing/sitting.ts';
import { Probes } from './probes.ts';

it('[LIVE-18][LIVE-19] where mouths may be asked for one is, and who opens it is there and compared as they were enrolled', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    for (const template of [person(), null]) {
      const sitting = new Sitting(seed, template, { among: PROMPTS });
      sitting.obey();
      expect(sitting.result, String(seed)).toMatchObject({ liveness: 'passed', hints: [] });
      expect(sitting.result?.steps.map(({ prompt }) => prompt)).toContain('openMouth');
    }
  }
});

it('[LIVE-19] a laugh is of the same face, and does not count where the face is compared', () => {
  const probes = new Probes(0.92);
  for (let atMs = 0; atMs <= 3_000; atMs += 500) {
    probes.add(person(), { yaw: 0, atMs, isKept: true });
    expect(probes.add(person(0.93), { yaw: 0, atMs: atMs + 400, isKept: false })).toBe('same');
  }
  expect(likeness(person(), probes.toCompare() ?? person(0))).toBeCloseTo(1, 5);
});

it('[LIVE-7][LIVE-19] a mouth that another face opens is no answer', () => {
  const sitting = new Sitting(290, person(), { among: PROMPTS });
  sitting.obey((index) => (isOfMouth(drawPrompts(290, PROMPTS)[index] ?? 'blink') ? { who: person(0.7) } : {}));
  expect(sitting.result?.liveness).toBe('failed');
});

it('[LIVE-19] who shows no teeth, or has none, is there all the same where the mouth opens; the step says that none were seen', () => {
  const sitting = new Sitting(290, person(), { among: PROMPTS });
  const prompts = drawPrompts(290, PROMPTS);
  sitting.obey((index) => (prompts[index] === 'smile' ? { mouth: { appeared: 0.05, teeth: 0 } } : {}));
  expect(sitting.result).toMatchObject({ liveness: 'passed', verdict: 'match' });
  expect(sitting.result?.steps.map(({ prompt, result }) => `${prompt} ${result}`)).toEqual(
    prompts.map((prompt) => `${prompt} ${prompt === 'smile' ? 'tooSlow' : 'passed'}`),
  );
});

it('[LIVE-20] strips that are held before the eyes are no blink', () => {
  const sitting = new Sitting(23);
  sitting.obey({ isStrip: true });
  expect(sitting.result?.steps.find(({ result }) => result !== 'passed')).toEqual({
    prompt: 'blink',
    result: 'tooSlow',
  });
});

it('[LIVE-19] a puppet whose lips are drawn apart is flat', () => {
  const sitting = new Sitting(290, person(), { among: PROMPTS });
  sitting.obey({ mouth: { appeared: 0.004, teeth: 0 } });
  expect(sitting.result?.liveness).toBe('failed');
  const failed = sitting.result?.steps.find(({ result }) => result !== 'passed');
  expect(failed).toMatchObject({ prompt: 'smile', result: 'flat' });
});

it('[LIVE-21] stripes in most pictures are a hint and decide nothing; in one, by chance, they are none', () => {
  const screen = new Sitting(23);
  screen.obey({ ripples: 3 });
  expect(screen.result).toMatchObject({ liveness: 'passed', verdict: 'match', hints: ['screen'] });
  const chance = new Sitting(23);
  chance.obey((index) => ({ ripples: index < 2 ? 3 : 1.2 }));
  expect(chance.result).toMatchObject({ liveness: 'passed', hints: [] });
});
