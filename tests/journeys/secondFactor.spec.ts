// A second factor from setting it up to losing it: with codes as an authenticator app makes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import type { AgentPage } from '../support/agentPage.ts';
import { axeFaults } from '../support/axeFaults.ts';
import { layoutFaults } from '../support/layoutFaults.ts';
import { drawnSquares, expectedSquares } from '../support/readQrCode.ts';
import { takePicture } from '../support/takePicture.ts';

/** What the app shows now, or so many steps of 30 s from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

const openAccount = async ({ page }: AgentPage): Promise<Locator> => {
  await page.getByRole('button', { name: 'Your account' }).click();
  return page.getByRole('dialog', { name: 'Your account' });
};
const textbox = (where: Page | Locator, name: string): Locator => where.getByRole('textbox', { name, exact: true });
/** The key under the QR code, which shows the same. */
async function readKey(where: Page | Locator): Promise<string> {
  const secret = (await where.locator('.key').innerText()).replace(/\s/g, '');
  const address = new TOTP({ issuer: 'Visavis', label: 'agent', secret: Secret.fromBase32(secret) }).toString();
  const expected = expectedSquares(address);
  const code = where.getByRole('img', { name: 'QR code for your authenticator app' });
  expect(await drawnSquares(code, expected.length)).toEqual(expected);
  return secret;
}

test('[FACTOR-1][FACTOR-3][FACTOR-4] an agent sets a second factor up, signs in with a code and with a recovery code, and turns it off', async ({
  cast,
}) => {
  const agent = await cast.agent();
  const { page } = agent;
  await agent.signIn();
  const account = await openAccount(agent);
  await account.getByRole('button', { name: 'Set up' }).click();
  await account.getByLabel('Your password, to make sure that it is you').fill('demo');
  await account.getByRole('button', { name: 'Continue' }).click();
  const secret = await readKey(account);
  await takePicture(page, 'factor-set-up');
  await textbox(account, 'Code').fill('000000');
  await account.getByRole('button', { name: 'Turn on' }).click();
  await expect(textbox(account, 'Code')).toHaveAccessibleDescription(/This code is wrong/);
  await textbox(account, 'Code').fill(codeOf(secret));
  await account.getByRole('button', { name: 'Turn on' }).click();
  const list = account.getByRole('list', { name: 'Recovery codes' });
  await expect(list.getByRole('listitem')).toHaveCount(10);
  const recoveryCode = await list.getByRole('listitem').first().innerText();
  await takePicture(page, 'factor-codes');
  const saving = page.waitForEvent('download');
  await account.getByRole('button', { name: 'Save as a file' }).click();
  expect((await saving).suggestedFilename()).toBe('visavis-recovery-codes.txt');
  await account.getByRole('button', { name: 'I have kept them' }).click();
  await expect(account.getByRole('status')).toHaveText('Your second factor is on.');
  await expect(account.getByText('recovery codes left: 10')).toBeVisible();
  await takePicture(page, 'factor-on');
  await account.getByRole('button', { name: 'Close' }).click();

  await agent.button('Sign out').click();
  await agent.signIn();
  await expect(textbox(page, 'Code')).toBeFocused();
  await textbox(page, 'Code').fill('12345');
  await agent.button('Sign in').click();
  await expect(textbox(page, 'Code')).toHaveAccessibleDescription(/This code is wrong/);
  await takePicture(page, 'factor-wrong');
  await textbox(page, 'Code').fill(codeOf(secret, 1));
  await agent.button('Sign in').click();
  await expect(agent.status).toBeVisible();
  // A page that is loaded again is not asked.
  await page.reload();
  await expect(agent.status).toBeVisible();

  await agent.button('Sign out').click();
  await agent.signIn();
  await agent.button('Use a recovery code').click();
  await textbox(page, 'Recovery code').fill(recoveryCode.toUpperCase());
  await agent.button('Sign in').click();
  await expect(page.getByText('You signed in with a recovery code; 9 are left.')).toBeVisible();
  await takePicture(page, 'factor-recovered');

  const again = await openAccount(agent);
  await again.getByRole('button', { name: 'New recovery codes' }).click();
  await textbox(again, 'A code of your app, or a recovery code').fill(recoveryCode);
  await again.getByRole('button', { name: 'New recovery codes' }).click();
  await expect(textbox(again, 'A code of your app, or a recovery code')).toHaveAccessibleDescription(
    /was used already/,
  );
  await again.getByRole('button', { name: 'Cancel' }).click();
  await expect(again.getByRole('button', { name: 'Turn off' })).toBeVisible();
});

const SETTINGS = `
queues:
  - { id: cards, name: { en: Cards, fr: Cartes }, reasons: [{ id: done, name: { en: Done, fr: Fait } }] }
secondFactor: { requiredFor: [agent] }
`;

const requiring = test.extend(withSettings(SETTINGS));

requiring(
  '[FACTOR-4][FACTOR-5] an agent is led through it after the password, and again when the operator has turned it off',
  async ({ cast }) => {
    const agent = await cast.agent({ context: { viewport: { width: 390, height: 844 } } });
    const { page } = agent;
    await agent.signIn();
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeFocused();
    const secret = await readKey(page);
    await takePicture(page, 'factor-required-phone');
    await textbox(page, 'Code').fill(codeOf(secret));
    await agent.button('Turn on').click();
    await expect(page.getByRole('heading', { name: 'Keep your recovery codes' })).toBeFocused();
    await takePicture(page, 'factor-codes-phone');
    await agent.button('I have kept them').click();
    await expect(agent.status).toBeVisible();
    const account = await openAccount(agent);
    await expect(account.getByText('It is needed for your role.')).toBeVisible();
    await expect(account.getByRole('button', { name: 'Turn off' })).toHaveCount(0);
    await takePicture(page, 'factor-required-account-phone');
    await account.getByRole('button', { name: 'Close' }).click();

    const env = { ...process.env, VISAVIS_DATA_DIR: dirname(cast.server.database) };
    const command = ['signalling/agents.ts', 'second-factor', 'agent', 'off'];
    const [exitCode] = (await once(spawn(process.execPath, command, { env, stdio: 'ignore' }), 'exit')) as [
      number | null,
    ];
    expect(exitCode).toBe(0);
    await expect(page.getByText('Your account was changed, so you were signed out.')).toBeVisible();
    // Connected again.
    await expect(page.getByText('Demo: agent')).toBeVisible();
    await agent.signIn();
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
    const next = await readKey(page);
    expect(next).not.toBe(secret);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takePicture(page, 'factor-required-phone-dark');
    await textbox(page, 'Code').fill(codeOf(next));
    await agent.button('Turn on').click();
    await agent.button('I have kept them').click();
    await expect(page.getByText('Your second factor was turned off by your help desk')).toBeVisible();
    await takePicture(page, 'factor-reset-told-dark');
  },
);

requiring(
  '[A11Y-1][LANG-1][FACTOR-4] on a small phone, dark and in French, axe finds nothing in any step',
  async ({ cast }) => {
    const context = { viewport: { width: 360, height: 740 }, locale: 'fr-FR', colorScheme: 'dark' } as const;
    const { page } = await cast.agent({ context });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const look = async (name: string): Promise<void> => {
      await takePicture(page, `factor-fr-${name}`);
      expect([...(await axeFaults(page)), ...(await layoutFaults(page, 'fr'))], name).toEqual([]);
    };
    const signIn = async (): Promise<void> => {
      await textbox(page, 'Nom d’utilisateur').fill('agent');
      await page.getByLabel('Mot de passe').fill('demo');
      await button('Se connecter').click();
    };
    await signIn();
    await expect(page.getByRole('heading', { name: 'Configurer un second facteur' })).toBeVisible();
    await look('set-up');
    const secret = (await page.locator('.key').innerText()).replace(/\s/g, '');
    await textbox(page, 'Code').fill(codeOf(secret));
    await button('Activer').click();
    await expect(page.getByRole('heading', { name: 'Gardez vos codes de secours' })).toBeVisible();
    await look('codes');
    await button('Je les ai gardés').click();
    await button('Votre compte').click();
    await expect(page.getByText('Il est nécessaire pour votre rôle.')).toBeVisible();
    await look('account');
    await button('Fermer').click();
    await button('Se déconnecter').click();
    await signIn();
    await textbox(page, 'Code').fill('123');
    await button('Se connecter').click();
    await expect(textbox(page, 'Code')).toHaveAccessibleDescription(/Ce code est faux/);
    await look('code');
    await button('Utiliser un code de secours').click();
    await expect(textbox(page, 'Code de secours')).toBeFocused();
    await look('recovery');
  },
);

requiring(
  '[FACTOR-6] asked in one step, as an app of before does, the page says that another version is wanted, and goes on',
  async ({ cast }) => {
    /** To the page its server knows one step only; the server that it asks then is today's. */
    const prepare = (page: Page): Promise<void> =>
      page.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => {
          const { id, name } = JSON.parse(String(message)) as { id: number; name: string };
          const unknown = { kind: 'reply', id, ok: false, problem: { code: 'unknownRequest' } };
          if (name === 'agent.beginSignIn') socket.send(JSON.stringify(unknown));
          else server.send(message);
        });
      });
    const agent = await cast.agent({ prepare });
    await agent.signIn();
    await expect(textbox(agent.page, 'Password')).toHaveAccessibleDescription(
      'This page is of another version than the service. Reload it.',
    );
    await takePicture(agent.page, 'factor-old-app');
    await agent.signIn('supervisor');
    await expect(agent.status).toBeVisible();
  },
);
