// What lies on the table of a call of two that becomes one of three and of two again: nothing of it is lost on the way.
import { writeFileSync } from 'node:fs';
import { mergeTests, type TestInfo } from '@playwright/test';
import { AgentPage } from '../support/agentPage.ts';
import { expect, test as castTest } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { numberedPdf } from '../support/documents.ts';
import { startApp } from '../support/electronApp.ts';
import { colleague } from '../support/handOn.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { shareWhileJoining } from '../support/shareWhileJoining.ts';
import { test as shellTest } from '../support/shellTest.ts';
import { ROOMS_ENV } from '../support/together.ts';

const test = mergeTests(castTest, shellTest);
test.use({ serverEnv: ROOMS_ENV ?? {} });
test.skip(ROOMS_ENV === undefined, NO_WORKER);

async function largeFile(testInfo: TestInfo): Promise<string> {
  const path = testInfo.outputPath('large.pdf');
  writeFileSync(path, await numberedPdf({ pages: 10, bytes: 10_000_000 }));
  return path;
}

test('[ASSIST-15][ASSIST-17][ASSIST-19][MEDIA-15] a stroke and a file under way as a colleague joins, and a stroke as they leave, are whole on all pages', async ({
  cast,
}, testInfo) => {
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await shareWhileJoining({ alex, customer, billie: await colleague(cast) }, await largeFile(testInfo));
});

test('[ASSIST-15][HOST-8][MEDIA-15] the same where the agent works in the desktop app', async ({
  cast,
  desktop,
  profile,
}, testInfo) => {
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
  const alex = new AgentPage(app.page);
  await alex.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada');
  await alex.answer();
  await expectPicture(customer.page);
  await shareWhileJoining({ alex, customer, billie: await colleague(cast) }, await largeFile(testInfo));
  await alex.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
  await app.quit();
});
