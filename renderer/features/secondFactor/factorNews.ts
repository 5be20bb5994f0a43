// What an agent is told of their second factor after signing in. Types only.
export type FactorNews =
  { readonly kind: 'reset'; readonly atMs: number } | { readonly kind: 'recoveryCodeUsed'; readonly left: number };
