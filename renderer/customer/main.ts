// Starts the customer's page. Knows where the service is: where the page came from.
import { mount } from 'svelte';
import { setupLocale } from '../features/language/index.ts';
import { allowOwnWorkers } from '../core/trustedTypes/allowOwnWorkers.ts';
import { CustomerCallController } from '../features/customerCall/index.ts';
import '../ui/base.css';
import App from './App.svelte';

allowOwnWorkers(location, import.meta.env.PROD);

const language = setupLocale();
const controller = new CustomerCallController({ serverOrigin: location.origin, language });
const target = document.getElementById('app');
if (target) mount(App, { target, props: { controller } });
controller.open();
