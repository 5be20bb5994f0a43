// Starts the customer's page. Knows where the service is: where the page came from.
import { mount } from 'svelte';
import { setupLocale } from '../features/language/index.ts';
import { allowOwnWorkers } from '../core/trustedTypes/allowOwnWorkers.ts';
import { CustomerCallController } from '../features/customerCall/index.ts';
import { isGuestPage, loadGuest } from '../features/guest/index.ts';
import '../ui/base.css';
import App from './App.svelte';

allowOwnWorkers(location, import.meta.env.PROD);

const language = setupLocale();
const target = document.getElementById('app');
if (target && isGuestPage(location.hash)) void openAsGuest(target);
else if (target) openAsCustomer(target);

function openAsCustomer(place: HTMLElement): void {
  const controller = new CustomerCallController({ serverOrigin: location.origin, language });
  mount(App, { target: place, props: { controller } });
  controller.open();
}

async function openAsGuest(place: HTMLElement): Promise<void> {
  const { Guest, GuestPage } = await loadGuest();
  const guest = new Guest({ serverOrigin: location.origin, language, hash: location.hash });
  mount(GuestPage, { target: place, props: { guest } });
  guest.open();
}
