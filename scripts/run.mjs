// `npm run build`, `dist`, `docs`, `fix`, `locales`, `sbom`, `serve`: each is a script beside this one, run once everything is installed.
import { prepareThenRun } from './bootstrap/prepare.mjs';

const [name = ''] = process.argv.slice(2);

/** @returns {Promise<{ main: () => Promise<void> }>} */
const load = () => import(`./${name}.ts`);
await prepareThenRun('run.mjs', load, { trustsInstalled: name === 'serve' });
