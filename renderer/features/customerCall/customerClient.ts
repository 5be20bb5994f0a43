// The customer page's connection to the service.
import type { Language } from '../../../signalling/protocol/index.ts';
import { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

export function createCustomerClient(
  serverOrigin: string,
  language: Language,
  afterHello: () => Promise<void>,
): SignallingClient {
  return new SignallingClient({
    url: `${serverOrigin.replace(/^http/, 'ws')}/ws`,
    party: 'customer',
    clientName: 'visavis-customer',
    language,
    onHello: afterHello,
  });
}
