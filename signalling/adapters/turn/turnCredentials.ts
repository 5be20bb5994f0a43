// Media servers with time-limited credentials, as coturn's `use-auth-secret` checks them.
import { createHmac } from 'node:crypto';
import type { IceServer } from '../../protocol/index.ts';
import type { MediaServersFor } from '../../domain/switchboard/viewParts.ts';

export type TurnSettings = {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  /** May be changed while the server runs: it is read for each credential. */
  turnSecret: string;
  /** How long credentials are good for a new allocation; one that exists outlives them. */
  readonly credentialSeconds: number;
  /** Whether media must go through the relay. */
  readonly relayOnly: boolean;
};

/** Counted from the beginning of a generation, so that one generation keeps one credential and the next gets a new one; in a room from when it is asked for. */
export function createMediaServersFor(settings: TurnSettings): MediaServersFor {
  const { stunUrls, turnUrls, credentialSeconds, relayOnly } = settings;
  const stun: IceServer[] = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }];
  return (party, callId, sinceMs) => {
    if (turnUrls.length === 0) return { iceServers: stun, relayOnly };
    const expiresAtSeconds = Math.floor(sinceMs / 1000) + credentialSeconds;
    const username = `${expiresAtSeconds}:${party}-${callId}`;
    const credential = createHmac('sha1', settings.turnSecret).update(username).digest('base64');
    return {
      iceServers: [...stun, { urls: [...turnUrls], username, credential }],
      iceExpiresAtMs: expiresAtSeconds * 1000,
      relayOnly,
    };
  };
}
