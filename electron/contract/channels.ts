// The names the host boundary uses on Electron's IPC and on `window`. Names only: the preload imports nothing else.
export const HOST_CALL_CHANNEL = 'visavis:call';
export const HOST_NOTICE_CHANNEL = 'visavis:notice';
export const HOST_GLOBAL = 'visavisHost';
