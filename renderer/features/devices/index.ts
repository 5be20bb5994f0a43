// What other features may use of the devices.
export { Devices } from './devices.svelte.ts';
export { default as DeviceMessage } from './DeviceMessage.svelte';
export { default as DevicesDialog } from './DevicesDialog.svelte';
export { default as PermissionCard } from './PermissionCard.svelte';
export { default as OwnVideo } from './OwnVideo.svelte';
export { default as PreviewView } from './PreviewView.svelte';
