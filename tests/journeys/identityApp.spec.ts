// Knowing who is calling, in the real desktop app: its own scheme and policy, the models from its own files, attacks that are not
// taken for the person, and a model that the organisation brings.
import { mergeTests, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AgentPage } from '../support/agentPage.ts';
import { test as castTest, expect, type Cast } from '../support/cast.ts';
import type { ConnectedCall } from '../support/connectCall.ts';
import { startApp } from '../support/electronApp.ts';
import { act, filmPerson, filmsMissing } from '../support/faceFilm.ts';
import { callAgain, CHECK_LIMIT_MS, enrol, expectKnown, expectNotThere, panelOf } from '../support/identityJourney.ts';
import { expectPicture, watchConnections } from '../support/mediaProbe.ts';
import { onnxFaceModel } from '../support/onnxModel.ts';
import { test as shellTest } from '../support/shellTest.ts';

type AppCall = ConnectedCall & {
  /** What the page's policy has refused. */
  readonly refused: readonly string[];
};

const test = mergeTests(castTest, shellTest).extend<{ appCall: AppCall }>({
  /** The app in a video call with a customer who does what they are asked. */
  appCall: async ({ cast, desktop, profile }, use) => {
    const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
    await watchConnections(app.page);
    await app.page.reload();
    const refused = watchPolicy(app.page);
    await use({ ...(await connect(new AgentPage(app.page), cast)), refused });
    await app.quit();
  },
});
test.use({ trace: 'off', serverEnv: { VISAVIS_CHALLENGE_SEEDS: '394' } });
test.skip(filmsMissing !== undefined, filmsMissing ?? '');
test.setTimeout(6 * CHECK_LIMIT_MS);

function watchPolicy(page: Page): readonly string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

async function connect(agent: AgentPage, cast: Cast): Promise<ConnectedCall> {
  await agent.goAvailable();
  const customer = await cast.customer({ prepare: (page) => filmPerson(page, 'obeys') });
  await customer.call('Ada');
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  return { agent, customer };
}

test('[IDENTITY-49][FACE-4][LIVE-8] the desktop app knows the person again, and takes no photo and no film for them', async ({
  appCall,
}) => {
  const { agent, customer, refused } = appCall;
  await enrol(appCall);
  await callAgain(appCall);
  for (const attack of ['isPhoto', 'isTiltedPhoto', 'isBentPhoto', 'rehearsed'] as const) {
    await test.step(attack, () => expectNotThere(appCall, attack));
  }
  await act(customer.page, 'obeys');
  await agent.button('Verify identity').click();
  await customer.button('Yes, check my face').click();
  await expectKnown(agent);
  await expect(panelOf(agent).getByText('shown', { exact: true })).toBeVisible();
  expect(refused).toEqual([]);
});

test.describe('with a model that the organisation brings', () => {
  test.use({
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    serverEnv: async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'visavis-own-model-'));
      await use({ VISAVIS_CHALLENGE_SEEDS: '394', VISAVIS_CONFIG: writeSettings(folder) });
      rmSync(folder, { recursive: true });
    },
  });

  test('[FACE-7][FACE-8] the app fetches it from the service and compares with it; records and templates name it', async ({
    appCall,
    cast,
  }) => {
    const { agent, customer, refused } = appCall;
    await enrol(appCall);
    await callAgain(appCall);
    await agent.button('Verify identity').click();
    await customer.button('Yes, check my face').click();
    await expectKnown(agent);
    const store = new DatabaseSync(cast.server.database);
    const models = store
      .prepare('SELECT model FROM face_templates')
      .all()
      .map(({ model }) => model);
    store.close();
    expect(models).toEqual([expect.stringMatching(/^coarse\/[0-9a-f]{16}$/)]);
    expect(refused).toEqual([]);
  });
});

/** Settings as an organisation with its own model writes them. @returns the file */
function writeSettings(folder: string): string {
  const model = onnxFaceModel();
  writeFileSync(join(folder, 'face.onnx'), model);
  const recogniser = {
    file: 'face.onnx',
    sha256: createHash('sha256').update(model).digest('hex'),
    name: 'coarse',
    // Of a head that turns, so coarse a model says nothing.
    thresholds: { match: 0.8, inconclusive: 0.7, strict: 0.9, continuous: -1 },
    pixels: { order: 'rgb', mean: 127.5, divisor: 127.5 },
  };
  const words = { en: 'Everyday banking', fr: 'Banque au quotidien' };
  const queues = [{ id: 'cards', name: words, reasons: [{ id: 'solved', name: words }] }];
  const file = join(folder, 'visavis.json');
  writeFileSync(file, JSON.stringify({ queues, identity: { enabled: true, recogniser } }));
  return file;
}
