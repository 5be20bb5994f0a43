// Starts the agent's page, in Electron or in a browser. Asks its host where the service is.
import { mount } from 'svelte';
import { setupLocale } from '../features/language/index.ts';
import { allowOwnWorkers } from '../core/trustedTypes/allowOwnWorkers.ts';
import { AgentSession } from '../features/agentSession/index.ts';
import { Replies } from '../features/replies/index.ts';
import '../ui/base.css';
import App from './App.svelte';
import { openFaceEngine } from './faceEngine.ts';
import { findHost } from './hosts.ts';
import { createShareHost } from './shareHost.ts';

allowOwnWorkers(location, import.meta.env.PROD);

async function start(): Promise<void> {
  const host = findHost();
  const described = await host.call('app.describe', {});
  const serverOrigin = described.ok ? described.value.serverOrigin : location.origin;
  const { systemLanguage, languageIsFixed } = described.ok ? described.value : {};
  const language = setupLocale(systemLanguage, languageIsFixed);
  const session = new AgentSession({
    serverOrigin,
    language,
    replies: new Replies(host),
    shareHost: createShareHost(host),
    openFaceEngine,
    openOutside: (url) => void host.call('links.openOutside', { url }),
  });
  const target = document.getElementById('app');
  if (target) mount(App, { target, props: { session, host } });
  session.open();
}

void start();
