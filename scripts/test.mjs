// `npm test`: everything that checks the project, set-up included.
import { prepareThenRun } from './bootstrap/prepare.mjs';

await prepareThenRun('test.mjs', () => import('./test/testEverything.ts'));
