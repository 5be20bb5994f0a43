// The program that mail programs start for native messaging: finds the app's socket and relays. Holds no secret.
import { homedir, userInfo } from 'node:os';
import { runRelay } from './relay.ts';
import { socketPath } from './socketPath.ts';

const { address } = socketPath({
  env: process.env,
  platform: process.platform,
  home: homedir(),
  userName: userInfo().username,
});
await runRelay({ input: process.stdin, output: process.stdout, address });
process.exit(0);
