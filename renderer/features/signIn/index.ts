// What the agent's page may use of signing in.
export { default as FailedSignInsBanner } from './FailedSignInsBanner.svelte';
export { default as SignInView } from './SignInView.svelte';
