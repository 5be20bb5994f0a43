// What a customer is promised, with the customer in Firefox ESR. The agent's page stays in Chromium, as in the desktop app.
import { linkInCall } from '../support/continueOnPhone.ts';
import { connectCall } from '../support/connectCall.ts';
import { formPdf, numberedPdf } from '../support/documents.ts';
import { expect, test } from '../support/firefox/firefoxTest.ts';
import { chatLog, say } from '../support/inChat.ts';
import { expectPicture, expectSound, expectStill, readMedia } from '../support/mediaProbe.ts';
import { draw, expectPage, marksOn, putDocument, tableOf } from '../support/onTheTable.ts';
import type { AgentPage } from '../support/agentPage.ts';
import type { CustomerPage } from '../support/customerPage.ts';

// Playwright's own screenshots put a style into the page, which Firefox reports as the page's fault.
test.use({ screenshot: 'off', microphone: 'heard' });

async function expectMediaBothWays(agent: AgentPage, customer: CustomerPage): Promise<void> {
  for (const { page } of [agent, customer]) {
    await expectPicture(page);
    await expectSound(page);
  }
}

test('[BROWSER-2][LINE-2][MEDIA-1][HANDOVER-8] in Firefox a customer keeps the place over a reload, calls, comes back into the call, and goes on with it on a phone', async ({
  cast,
  firefox,
  inFirefox,
}) => {
  const laptop = await inFirefox.customer();
  await laptop.call('Ada');
  await laptop.expectPosition(1);
  const behind = await cast.customer();
  await behind.call('Grace', 'voice');
  await behind.expectPosition(2);
  await laptop.page.reload();
  await laptop.expectPosition(1);
  await behind.expectPosition(2);
  await behind.button('Leave the line').click();

  const agent = await cast.agent();
  await agent.signIn();
  await agent.choose('Available');
  await expect(agent.incoming).toContainText('Ada');
  await agent.answer();
  await expectMediaBothWays(agent, laptop);
  await laptop.page.reload();
  await laptop.expectInCall();
  await expectMediaBothWays(agent, laptop);

  const phone = await inFirefox.customer({ context: firefox.phone, query: new URL(await linkInCall(laptop)).hash });
  await phone.button('Continue here').click();
  await expectMediaBothWays(agent, phone);
  await expect(laptop.page.getByRole('heading', { name: 'Your call goes on on your phone' })).toBeVisible();
  expect((await readMedia(laptop.page)).connections, 'the laptop has let go of its link').toBe(0);
  await expectStill(laptop.page, (media) => media.bytesOut);
  await phone.button('Hang up').click();
  await expect(phone.endedHeading).toBeVisible();
  await expect(agent.wrapUp).toContainText('Ada ended the call.');
});

test('[BROWSER-2][CHAT-1][TABLE-1][INK-1][FORM-1] in Firefox a customer writes, reads what lies on the table, draws on it, and fills in a form', async ({
  cast,
  inFirefox,
}) => {
  const { agent, customer } = await connectCall({ ...cast, customer: inFirefox.customer });
  await expectPicture(customer.page);
  await agent.button('Chat').click();
  await say(agent, 'Good afternoon 🙂');
  await expect(customer.page.getByText('Chat, 1 new')).toBeAttached();
  await customer.button('Chat').click();
  await say(customer, 'Good afternoon to you');
  await expect(chatLog(customer)).toContainText('Good afternoon 🙂');
  await expect(chatLog(agent)).toContainText('Good afternoon to you');
  await expect(chatLog(agent).getByText('Seen by Ada')).toBeAttached();
  await customer.button('Chat').click();

  await putDocument(agent, { name: 'offer.pdf', buffer: await numberedPdf({ pages: 3 }) });
  await expectPage(customer, 'offer.pdf', 1);
  await agent.button('Next page').click();
  await expectPage(customer, 'offer.pdf', 2);
  await customer.button('Pen').click();
  await draw(customer, 'page 2', [
    [0.2, 0.2],
    [0.5, 0.3],
    [0.3, 0.4],
  ]);
  await expect(marksOn(agent, 'page 2')).toHaveText([/^Pen by Ada/]);

  await putDocument(agent, { name: 'address.pdf', buffer: await formPdf() });
  const nameOn = (side: AgentPage | CustomerPage): ReturnType<typeof tableOf> =>
    tableOf(side, 'address.pdf').getByRole('textbox', { name: /name/i }).first();
  await nameOn(customer).fill('Ada Lovelace');
  await expect(nameOn(agent)).toHaveValue('Ada Lovelace');
  await expectPicture(agent.page);
});

test('[IDENTITY-50] an agent whose browser shows a page no pictures of a call reads so, and nobody is asked', async ({
  cast,
  inFirefox,
}) => {
  const { agent, customer } = await connectCall({ ...cast, agent: inFirefox.agent }, { media: 'voice' });
  await agent.button('Verify identity').click();
  const panel = agent.page.getByRole('region', { name: 'Identity' });
  await expect(panel.getByRole('status')).toContainText('Faces cannot be checked in this browser');
  await expect(panel.getByRole('status')).toContainText('Ada has not been asked');
  await expect(panel.getByRole('heading', { name: 'Another way' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Enrol the face' })).toBeHidden();
  await agent.button('Chat').click();
  await say(agent, 'Good afternoon');
  await expect(customer.page.getByText('Chat, 1 new')).toBeAttached();
  await expect(customer.page.getByRole('region', { name: 'A check of who you are' })).toBeHidden();
});
