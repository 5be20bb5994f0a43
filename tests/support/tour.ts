// One visit to every state of both pages, in order, for whoever wants to look at them all.
import { expect, type BrowserContextOptions, type Page } from '@playwright/test';
import type { Cast } from './cast.ts';
import { expectPicture } from './mediaProbe.ts';
import { MAIL, scriptShell, shellSays } from './scriptedShell.ts';

export type TourOptions = {
  language: 'en' | 'fr';
  context: BrowserContextOptions;
  prepareAgent?: (page: Page) => Promise<void>;
  prepareCustomer?: (page: Page) => Promise<void>;
  /** What people write themselves. */
  texts: TourTexts;
};

export type TourTexts = { customerName: string; notes: string; inkNote: string; chat: string; fileName: string };

/** Words the tour needs, since names differ between languages. */
const WORDS = {
  en: {
    user: 'User name',
    password: 'Password',
    signIn: 'Sign in',
    goAvailable: 'Go available',
    name: 'Your name',
    topic: 'What is it about?',
    video: 'Start video call',
    answer: 'Answer',
    verify: 'Verify identity',
    hold: 'Hold',
    transfer: 'Transfer',
    hangUp: 'Hang up',
    devices: 'Devices',
    account: 'Your account',
    close: 'Close',
    reason: 'Reason for the call',
    notes: 'Notes',
    finish: 'Finish',
    availability: 'Availability',
    ended: 'The call has ended',
    mute: 'Mute microphone',
    stopCamera: 'Stop camera',
    takeCalls: 'Take calls',
    callMeBack: 'Call me back',
    waitAgain: 'Wait in line again',
    takeCallback: 'Take the call',
    wallboard: 'Wallboard',
  },
  fr: {
    user: 'Nom d’utilisateur',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    goAvailable: 'Me rendre disponible',
    name: 'Votre nom',
    topic: 'De quoi s’agit-il ?',
    video: 'Démarrer un appel vidéo',
    answer: 'Répondre',
    verify: 'Vérifier l’identité',
    hold: 'Mettre en attente',
    transfer: 'Transférer',
    hangUp: 'Raccrocher',
    devices: 'Appareils',
    account: 'Votre compte',
    close: 'Fermer',
    reason: 'Motif de l’appel',
    notes: 'Notes',
    finish: 'Terminer',
    availability: 'Disponibilité',
    ended: 'L’appel est terminé',
    mute: 'Couper le micro',
    stopCamera: 'Arrêter la caméra',
    takeCalls: 'Prendre les appels',
    callMeBack: 'Me rappeler',
    waitAgain: 'Attendre à nouveau',
    takeCallback: 'Prendre l’appel',
    wallboard: 'Tableau de bord',
  },
} as const;

/** `visit` is called in each state with a name for it and the page that shows it. */
export async function tour(
  cast: Cast,
  options: TourOptions,
  visit: (state: string, page: Page) => Promise<void>,
): Promise<void> {
  const words = WORDS[options.language];
  const { texts } = options;
  const shared = { query: `?lang=${options.language}`, context: options.context };
  const prepare = async (page: Page): Promise<void> => {
    await scriptShell(page);
    await options.prepareAgent?.(page);
  };
  const agent = (await cast.agent({ ...shared, prepare })).page;
  const customer = (
    await cast.customer({ ...shared, ...(options.prepareCustomer ? { prepare: options.prepareCustomer } : {}) })
  ).page;
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

  await expect(agent.getByRole('button', { name: words.signIn })).toBeVisible();
  await visit('agent-sign-in', agent);
  await press(agent, words.signIn);
  await visit('agent-sign-in-missing', agent);
  await agent.getByRole('textbox', { name: words.user }).fill('agent');
  await agent.getByRole('textbox', { name: words.password }).fill('demo');
  await press(agent, words.signIn);
  await expect(agent.getByRole('button', { name: words.goAvailable })).toBeVisible();
  await visit('agent-away', agent);
  await press(agent, words.availability);
  await expect(agent.getByRole('menu')).toBeVisible();
  await visit('agent-menu', agent);
  await agent.keyboard.press('Escape');
  await press(agent, words.devices);
  await expect(agent.getByRole('dialog')).toBeVisible();
  await visit('agent-devices', agent);
  await press(agent, words.close);
  await press(agent, words.account);
  await expect(agent.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
  await visit('agent-account', agent);
  await press(agent, words.close);

  await expect(customer.locator('video')).toBeVisible();
  await visit('customer-lobby', customer);
  await press(customer, words.video);
  await visit('customer-lobby-missing', customer);
  await customer.getByRole('textbox', { name: words.name }).fill(texts.customerName);
  await customer.getByRole('combobox', { name: words.topic }).selectOption({ index: 2 });
  await press(customer, words.video);
  await expect(customer.getByRole('status')).toBeVisible();
  await visit('customer-line', customer);
  await press(customer, words.callMeBack);
  await expect(customer.getByRole('button', { name: words.waitAgain })).toBeVisible();
  await visit('customer-promised', customer);

  await press(agent, words.goAvailable);
  await expect(customer.getByRole('button', { name: words.takeCallback })).toBeVisible();
  await visit('customer-turn', customer);
  await press(customer, words.takeCallback);
  await expect(agent.getByRole('button', { name: words.answer, exact: true })).toBeVisible();
  await visit('agent-incoming', agent);
  await press(agent, words.answer);
  await Promise.all([expectPicture(agent), expectPicture(customer)]);
  await visit('agent-call', agent);
  await visit('customer-call', customer);
  await press(agent, words.verify);
  await visit('agent-identity', agent);
  await press(agent, words.verify);
  await press(customer, words.mute);
  await press(customer, words.stopCamera);
  await visit('customer-muted', customer);
  await visit('agent-customer-muted', agent);
  await press(agent, words.hold);
  await visit('agent-hold', agent);
  await visit('customer-hold', customer);
  await press(agent, words.notes);
  await agent.getByRole('textbox', { name: words.notes }).fill(texts.notes);
  await visit('agent-notes', agent);
  await press(agent, words.notes);
  await press(agent, words.transfer);
  await expect(agent.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await visit('agent-transfer', agent);
  await press(agent, words.close);
  await press(agent, words.hangUp);
  await expect(customer.getByRole('heading', { name: words.ended })).toBeVisible();
  await visit('customer-ended', customer);
  await agent.getByRole('combobox', { name: words.reason }).selectOption({ index: 1 });
  await expect(agent.getByRole('textbox', { name: words.notes })).toHaveValue(texts.notes);
  await visit('agent-wrap-up', agent);
  await press(agent, words.finish);
  await expect(agent.getByRole('listitem').first()).toContainText(texts.customerName);
  await visit('agent-available', agent);

  await shellSays(agent, 'reply.begun', MAIL);
  await expect(agent.getByRole('button', { name: words.takeCalls })).toBeVisible();
  await visit('agent-held', agent);
  const supervisor = (await cast.agent(shared)).page;
  await supervisor.getByRole('textbox', { name: words.user }).fill('supervisor');
  await supervisor.getByRole('textbox', { name: words.password }).fill('demo');
  await press(supervisor, words.signIn);
  await press(supervisor, words.wallboard);
  await expect(supervisor.getByRole('table').last()).toBeVisible();
  await visit('supervisor-wallboard', supervisor);
}
