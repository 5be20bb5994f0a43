// What the pages may use of calls of more than two.
export { default as AddPersonButton } from './AddPersonButton.svelte';
export { default as GuestsAtTheDoor } from './GuestsAtTheDoor.svelte';
export { default as LeaveButton } from './LeaveButton.svelte';
export { default as LeaveControls } from './LeaveControls.svelte';
export { default as PeopleInCall } from './PeopleInCall.svelte';
export { default as WayBadge } from './WayBadge.svelte';
export { hasColleague, hasOthers, ownPart, Together } from './together.svelte.ts';
