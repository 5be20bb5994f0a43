// Files for tests: ordinary ones and hostile ones. Knows where each kind is made.
export * from './documents/hostileFiles.ts';
export * from './documents/plainFiles.ts';
