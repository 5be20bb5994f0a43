// What the compiler, svelte-check and the linter agree on about Svelte: runes everywhere, types are erased by the compiler itself.
export default {
  compilerOptions: { runes: true },
};
