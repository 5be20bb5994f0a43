// The entry of the server process. A killed server must be back at once: compiled code is kept from the run before,
// which takes half of the start. Where the folder cannot be written everything is compiled again.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'visavis-server'));
const { runServerProcess } = await import('./serverProcess.ts');
await runServerProcess();
// Not only at a polite end.
flushCompileCache();
