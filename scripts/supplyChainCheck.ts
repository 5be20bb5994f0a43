// A check: every package of the lock may be here, by its licence and by what it would run.
import { readFileSync } from 'node:fs';
import { complaintsAbout, type Lock } from './supplyChain/complaints.ts';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const complaints = complaintsAbout(lock);
for (const complaint of complaints) console.error(complaint);
console.log(`${String(Object.keys(lock.packages).length - 1)} packages, ${String(complaints.length)} complaints.`);
if (complaints.length > 0) process.exitCode = 1;
