// What the customer's page may use of the lobby.
export { default as LobbyView } from './LobbyView.svelte';
