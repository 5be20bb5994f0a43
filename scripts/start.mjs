// `npm start`: everything for one machine, set-up included.
import { prepareThenRun } from './bootstrap/prepare.mjs';

await prepareThenRun('start.mjs', () => import('./start/startEverything.ts'));
