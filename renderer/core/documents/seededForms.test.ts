// @vitest-environment node
// A hundred forms that nobody wrote by hand: each is agreed as it is seen, or refused before anybody is asked. The bench plays two thousand.
import { expect, test } from 'vitest';
import { checkSeededForm, type CheckedForm } from '../../../tests/support/documents/checkSeededForm.ts';

const FORMS = 100;
/** Pages are drawn at 300 dpi, without a graphics card. */
const LIMIT_MS = 300_000;

test(
  '[DOC-22] seeded forms are agreed as they are seen, or refused before anybody is asked',
  async () => {
    const checked: CheckedForm[] = [];
    for (let seed = 1; seed <= FORMS; seed += 1) checked.push(await checkSeededForm(seed));
    expect(checked.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(checked.filter(({ refused }) => refused !== undefined)).toEqual([]);
  },
  LIMIT_MS,
);
