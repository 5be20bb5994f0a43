// Entry of a page for journeys only, never shipped: both sides of a screen share, joined by a real peer connection.
import { mount } from 'svelte';
import { HOST_GLOBAL } from '../../../electron/contract/channels.ts';
import { findHost } from '../../agent/hosts.ts';
import { createShareHost } from '../../agent/shareHost.ts';
import { allowOwnWorkers } from '../../core/trustedTypes/allowOwnWorkers.ts';
import { setupLocale } from '../../features/language/index.ts';
import '../../ui/base.css';
import SharePage from './SharePage.svelte';

allowOwnWorkers(location, true);
setupLocale();
const target = document.getElementById('page');
if (!target) throw new Error('The page has no place to draw in.');
// With a shell below it, the page is the desktop app's; without, the customer's browser.
const host = HOST_GLOBAL in globalThis ? { host: createShareHost(findHost()) } : {};
mount(SharePage, { target, props: host });
