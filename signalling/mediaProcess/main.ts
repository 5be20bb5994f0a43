// The process that holds rooms. The service starts it and may come and go; it ends when nobody needs it.
import * as z from 'zod/mini';
import { complain } from './complain.ts';
import { mediaOptionsSchema } from './contract.ts';
import { MediaServer } from './mediaServer.ts';

const options = z.parse(mediaOptionsSchema, JSON.parse(process.argv[2] ?? ''));
const server = new MediaServer(options, () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.end());
// Whoever started it may be gone, and a terminal with it.
process.on('SIGHUP', () => undefined);

try {
  await server.begin();
} catch (cause) {
  complain('the media process could not start', cause);
  process.exit(1);
}
