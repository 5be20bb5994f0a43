// Sets the bounds of a worker. A module of its own, so that it runs before pdf.js looks at the worker's globals.
import { limitMemory } from './memoryLimit.ts';

limitMemory();
