// Prints docs/PROTOCOL.md. `npm run docs` saves what this prints.
import { protocolDocument } from './protocolDocument.ts';

process.stdout.write(`${protocolDocument()}\n`);
