// What other features may use of the customer's camera.
export { default as CameraRequestCard } from './CameraRequestCard.svelte';
export { default as CameraBar } from './CameraBar.svelte';
export { DeviceCamera } from './deviceCamera.svelte.ts';
