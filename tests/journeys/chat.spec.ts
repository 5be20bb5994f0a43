// Chat beside a call, between two real browsers.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { chatLog, say } from '../support/inChat.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { loseConnection } from '../support/onTheTable.ts';

const PHONE = { context: { viewport: { width: 360, height: 740 } } };

test('[CHAT-1][CHAT-2] words reach the other side with marks, also over a connection that was lost', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast, { customer: PHONE });
  await agent.button('Chat').click();
  await say(agent, 'Good afternoon 🙂');
  await expect(customer.page.getByText('Chat, 1 new')).toBeAttached();
  await expect(chatLog(agent).getByText('Delivered')).toBeAttached();
  await customer.button('Chat').click();
  await expect(chatLog(customer)).toContainText('Good afternoon 🙂');
  await expect(chatLog(agent).getByText('Seen by Ada')).toBeAttached();
  await expectPicture(agent.page);
  await loseConnection(agent);
  await say(agent, 'Said while the connection was away');
  await say(customer, 'And I too');
  await expect(chatLog(customer)).toContainText('Said while the connection was away');
  await expect(chatLog(agent)).toContainText('And I too');
  await expect(chatLog(customer).getByRole('listitem')).toHaveCount(3);
});

test('[CHAT-3] a link is asked for, says where it leads before it opens, and may be declined', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast, { customer: PHONE });
  await agent.button('Chat').click();
  await customer.button('Chat').click();
  await agent.page.getByRole('textbox', { name: 'Message' }).fill('All fees: https://bank.example/fees?y=2026');
  await expect(agent.page.getByText('Ada is asked before the link is shown.')).toBeVisible();
  await agent.button('Send').click();
  await expect(chatLog(customer)).toContainText('Alex Martin would like to send you a link to bank.example. May they?');
  await expect(chatLog(customer)).not.toContainText('y=2026');
  await customer.button('Yes, show it').click();
  await expect(chatLog(agent)).toContainText('Ada wanted the link.');
  await customer.button('Open bank.example').click();
  const confirm = customer.page.getByRole('alertdialog');
  await expect(confirm).toContainText('This link leads to bank.example');
  await expect(confirm).toContainText('https://bank.example/fees?y=2026');
  const [opened] = await Promise.all([
    customer.page.context().waitForEvent('page'),
    confirm.getByRole('button', { name: 'Go there' }).click(),
  ]);
  expect(await opened.evaluate(() => window.opener === null)).toBe(true);
  await opened.close();
  await say(agent, 'www.other.example/form');
  await customer.button('No, thank you').click();
  await expect(chatLog(agent)).toContainText('Ada did not want the link.');
});

test('[CHAT-4] a file goes beside the call and can be kept', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  await customer.button('Chat').click();
  await agent.button('Chat').click();
  const [chooser] = await Promise.all([
    customer.page.waitForEvent('filechooser'),
    customer.button('Send a file').click(),
  ]);
  await chooser.setFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear bank') });
  const [download] = await Promise.all([agent.page.waitForEvent('download'), agent.button('Save').click()]);
  expect(download.suggestedFilename()).toBe('letter.txt');
});

test('[CHAT-5][CHAT-9] before a hold its sentence is proposed and said in each one’s language, and thanks follow', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast, { customer: PHONE });
  await expectPicture(customer.page);
  // The same call, in French from here on.
  await customer.page.goto(`${cast.server.origin}/?lang=fr`);
  await expectPicture(customer.page);
  await agent.button('Hold').hover();
  const card = agent.page.getByRole('group', { name: 'What is said when you hold' });
  await card.getByRole('combobox', { name: 'Reason' }).selectOption('Asking a colleague');
  await card.getByRole('combobox', { name: 'About' }).selectOption('5 min');
  await expect(card).toContainText('I am putting you on hold to ask a colleague. It should take about 5 min.');
  await agent.button('Hold').click();
  const said = 'Je vous mets en attente pour demander à un collègue. Cela devrait prendre environ 5 min.';
  await expect(customer.page.getByText(said)).toBeVisible();
  const told = agent.page.getByRole('group', { name: 'Ada is on hold' });
  await expect(told).toContainText(/On hold for \d:\d\d/);
  await expect(told).toContainText('Ada was told: “I am putting you on hold to ask a colleague.');
  await told.getByRole('combobox', { name: 'About' }).selectOption('10 min');
  await expect(customer.page.getByText('Cela devrait prendre environ 10 min.')).toBeVisible();
  await expect(customer.page.getByText(said)).toBeHidden();
  await agent.button('Hold').click();
  await expect(told).toBeHidden();
  await expect(customer.page.getByText('Messages, 1 nouveau')).toBeAttached();
  await customer.button('Messages').click();
  const messages = customer.page.getByRole('log');
  await expect(messages).toContainText('environ 10 min.');
  await expect(messages).not.toContainText(said);
  await expect(messages).toContainText('Merci d’avoir patienté.');
});
