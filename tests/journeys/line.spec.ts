// In line: the place, the sound, leaving, and a page that is reloaded.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';
import { expectHeard, expectSilence, watchSounds } from '../support/soundProbe.ts';

test('[LINE-1][CALL-2][CALL-6] two in line see their places, hear a sound, and may leave', async ({ cast }) => {
  const first = await cast.customer();
  await first.call('First');
  await first.expectPosition(1);
  const second = await cast.customer({ prepare: watchSounds });
  await second.call('Second', 'voice');
  await second.expectPosition(2);
  await expect(second.line).toContainText('One person is ahead of you.');

  await expectHeard(second.page);
  await second.button('Waiting sound').click();
  await expectSilence(second.page);

  await first.button('Leave the line').click();
  await expect(first.endedHeading).toBeVisible();
  await expect(first.page.getByText('You left the line.')).toBeVisible();
  await second.expectPosition(1);
});

test('[LINE-2][CALL-11] a reload in line keeps the place', async ({ cast }) => {
  const first = await cast.customer();
  await first.call('First');
  const second = await cast.customer();
  await second.call('Second');
  await first.page.reload();
  await first.expectPosition(1);
  await second.expectPosition(2);
});

test('[LINE-2] a reload before the page has heard of its call finds that call, and begins no second one', async ({
  cast,
}) => {
  let isAsked = false;
  const customer = await cast.customer({
    prepare: (page) =>
      page.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        let isDeaf = false;
        socket.onMessage((message) => {
          if (!isAsked && String(message).includes('call.start')) isAsked = isDeaf = true;
          server.send(message);
        });
        server.onMessage((message) => {
          if (!isDeaf) socket.send(message);
        });
      }),
  });
  await customer.fillLobby('Ada Lovelace');
  await customer.button('Start video call').click();
  await expect.poll(() => isAsked).toBe(true);
  await customer.page.reload();
  await customer.expectPosition(1);
  const next = await cast.customer();
  await next.call('Next');
  await next.expectPosition(2);
});

test('[LINE-2][CALL-7] a reload in a call leads back into it, on either side', async ({ cast }) => {
  const heard = { microphone: 'heard' } as const;
  const { agent, customer } = await connectCall(cast, { agent: heard, customer: heard });
  await expectPicture(customer.page);

  await customer.page.reload();
  await customer.expectInCall();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  await expectPicture(agent.page);

  await agent.page.reload();
  await expect(agent.status).toHaveText('In a call');
  await expectPicture(agent.page);
  await expectSound(agent.page);
  await expectPicture(customer.page);
});
