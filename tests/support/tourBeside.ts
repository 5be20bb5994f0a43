// One visit to every state beside a call – table, form, agreement, chat, screen, camera – for whoever wants to look at them.
import { expect, type Page } from '@playwright/test';
import { SHARED_TAB_TITLE } from './chromium.ts';
import type { Cast } from './cast.ts';
import { formPdf, numberedPdf } from './documents.ts';
import type { TourOptions } from './tour.ts';

/** Words this tour needs, since names differ between languages. */
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
    share: 'Share',
    document: 'Document or picture…',
    screen: 'Screen or window',
    camera: 'What the customer sees…',
    stop: 'Stop sharing',
    pen: 'Pen',
    note: 'Note',
    noteText: 'Text of the note',
    search: 'Search in document',
    askAgreement: 'Ask to agree…',
    ask: 'Ask',
    takeBack: 'Take back',
    chat: 'Chat',
    message: 'Message',
    send: 'Send',
    hold: 'Hold',
    showIt: 'Show what I see',
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
    share: 'Partager',
    document: 'Document ou image…',
    screen: 'Écran ou fenêtre',
    camera: 'Ce que voit le client…',
    stop: 'Arrêter le partage',
    pen: 'Stylo',
    note: 'Note',
    noteText: 'Texte de la note',
    search: 'Rechercher dans le document',
    askAgreement: 'Demander l’accord…',
    ask: 'Demander',
    takeBack: 'Retirer',
    chat: 'Messages',
    message: 'Message',
    send: 'Envoyer',
    hold: 'Mettre en attente',
    showIt: 'Montrer ce que je vois',
  },
} as const;

/** `visit` is called in each state with a name for it and the page that shows it. */
export async function tourBeside(
  cast: Cast,
  options: TourOptions,
  visit: (state: string, page: Page) => Promise<void>,
): Promise<void> {
  const words = WORDS[options.language];
  const { texts } = options;
  const shared = { query: `?lang=${options.language}`, context: options.context };
  const agent = (await cast.agent({ ...shared, ...(options.prepareAgent ? { prepare: options.prepareAgent } : {}) }))
    .page;
  const customer = (
    await cast.customer({ ...shared, ...(options.prepareCustomer ? { prepare: options.prepareCustomer } : {}) })
  ).page;
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const both = async (state: string): Promise<void> => {
    await visit(`agent-${state}`, agent);
    await visit(`customer-${state}`, customer);
  };
  const put = async (name: string, buffer: Buffer): Promise<void> => {
    await press(agent, words.share);
    const [chooser] = await Promise.all([
      agent.waitForEvent('filechooser'),
      agent.getByRole('menuitem', { name: words.document }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'application/pdf', buffer });
    for (const page of [agent, customer]) {
      await expect(page.getByRole('heading', { name, level: 3 })).toBeVisible();
      await expect(page.locator('canvas:visible').first()).toBeVisible();
    }
  };

  await agent.getByRole('textbox', { name: words.user }).fill('agent');
  await agent.getByRole('textbox', { name: words.password }).fill('demo');
  await press(agent, words.signIn);
  await press(agent, words.goAvailable);
  await customer.getByRole('textbox', { name: words.name }).fill(texts.customerName);
  await customer.getByRole('combobox', { name: words.topic }).selectOption({ index: 2 });
  await press(customer, words.video);
  await press(agent, words.answer);
  await press(agent, words.share);
  await expect(agent.getByRole('menu')).toBeVisible();
  await visit('agent-share-menu', agent);
  await agent.keyboard.press('Escape');

  await put(texts.fileName, await numberedPdf({ pages: 12 }));
  await press(agent, words.note);
  await agent.getByRole('application').click({ position: { x: 40, y: 60 } });
  await agent.getByRole('textbox', { name: words.noteText }).fill(texts.inkNote);
  await agent.keyboard.press('Enter');
  await press(agent, words.pen);
  await expect(customer.getByText(texts.inkNote).first()).toBeVisible();
  await both('table');
  await press(customer, words.search);
  await visit('customer-search', customer);
  await customer.keyboard.press('Escape');
  await put('application.pdf', await formPdf());
  await press(agent, words.askAgreement);
  await visit('agent-ask-agreement', agent);
  await agent.getByRole('dialog').getByRole('button', { name: words.ask, exact: true }).click();
  await expect(customer.getByRole('checkbox').last()).toBeVisible();
  await both('agreement');
  await press(agent, words.takeBack);

  await press(agent, words.chat);
  await agent.getByRole('textbox', { name: words.message }).fill('All fees: https://bank.example/fees');
  await press(agent, words.send);
  await agent.getByRole('textbox', { name: words.message }).fill(texts.chat);
  await press(agent, words.send);
  await press(customer, words.chat);
  await expect(customer.getByRole('log').getByRole('listitem')).toHaveCount(3);
  await both('chat');
  for (const page of [agent, customer]) await press(page, words.chat);
  await press(agent, words.share);
  await agent.getByRole('menuitem', { name: words.camera }).click();
  await expect(customer.getByRole('button', { name: words.showIt })).toBeVisible();
  await both('camera-asked');
  await press(customer, words.showIt);
  await expect(customer.getByRole('button', { name: words.showIt })).toBeHidden();
  await both('camera');

  const tab = await agent.context().newPage();
  await tab.setContent(`<title>${SHARED_TAB_TITLE}</title><h1 style="font:64px sans-serif">Account fees 2026</h1>`);
  await agent.bringToFront();
  await press(agent, words.share);
  await agent.getByRole('menuitem', { name: words.screen }).click();
  await expect(agent.getByRole('button', { name: words.stop })).toBeVisible();
  await expect(customer.locator('video')).toHaveCount(3);
  await both('screen');
  await press(agent, words.stop);
}
