// Text that is seen as it is typed, beside a call: by the eye, by a screen reader, over a lost link and a reload.
import { axeFaults } from '../support/axeFaults.ts';
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { field, lines, writeLive } from '../support/liveText.ts';
import { lookInAllWindows } from '../support/lookInAllWindows.ts';
import { loseConnection } from '../support/onTheTable.ts';

test('[RTT-1][RTT-2][RTT-4][RTT-5][RTT-6] two write live: letters, what is erased, sentences for a screen reader, a lost link, a reload', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await agent.button('Chat').click();
  await writeLive(agent.page).click();
  await field(agent.page).pressSequentially('Good mornimg');
  await expect(customer.page.getByText('Alex Martin writes live text. Open the chat to read it.')).toBeAttached();
  await customer.button('Chat').click();
  await expect(lines(customer.page)).toHaveText([/Alex Martin\s*Good mornimg$/]);
  const said = customer.page.getByRole('status').filter({ hasText: 'Alex Martin writes:' });
  await field(agent.page).press('Backspace');
  await field(agent.page).press('Backspace');
  await field(agent.page).pressSequentially('ng. How ');
  await expect(lines(customer.page)).toHaveText([/Good morning\. How $/]);
  await expect(said).toHaveText('Alex Martin writes: Good morning.');

  // Both at once, and the customer's letters stay apart.
  await writeLive(customer.page).click();
  await field(customer.page).pressSequentially('I cannot hear');
  await field(agent.page).pressSequentially('can I help?');
  await expect(lines(agent.page)).toHaveText([/Ada\s*I cannot hear$/]);
  await field(agent.page).press('Enter');
  // Where the machine paused for three seconds, the first word was told by itself.
  await expect(said).toHaveText(/^Alex Martin writes: (How )?can I help\?$/);
  await expect(field(agent.page)).toHaveValue('');
  await expect(lines(agent.page)).toHaveText([/I cannot hear$/, /You\s*Good morning\. How can I help\?/]);
  expect.soft(await axeFaults(agent.page)).toEqual([]);
  await lookInAllWindows('liveText-agent', agent.page, [
    { width: 320, height: 640 },
    { width: 640, height: 360 },
    { width: 1280, height: 720 },
  ]);
  await lookInAllWindows('liveText-customer', customer.page, [
    { width: 360, height: 740 },
    { width: 1280, height: 720 },
  ]);

  await loseConnection(customer);
  await field(customer.page).pressSequentially(' you,');
  await expect(lines(agent.page).first()).toHaveText(/I cannot hear you,$/);

  await agent.page.reload();
  await expect(agent.status).toHaveText('In a call');
  await agent.button('Chat').click();
  await expect(lines(agent.page), 'the last of it is there again').toHaveText([/Ada\s*I cannot hear you,$/]);
  await field(customer.page).pressSequentially(' I am deaf.');
  await expect(lines(agent.page)).toHaveText([/I cannot hear you, I am deaf\.$/]);
});
