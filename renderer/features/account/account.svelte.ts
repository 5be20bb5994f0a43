// The agent's own account: where they are signed in, and their password. The server decides; this asks.
import { MIN_PASSWORD_LENGTH, type AgentSessionView } from '../../../signalling/protocol/index.ts';
import type { Refused, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { OwnFactor, type FactorSaid } from '../secondFactor/index.ts';

export type PasswordComplaint = 'tooShort' | 'differs' | 'wrong';
type Said = 'signedOutThere' | 'passwordChanged' | FactorSaid;

export class Account {
  readonly factor: OwnFactor;
  readonly #client: SignallingClient;
  #sessions = $state.raw<readonly AgentSessionView[]>([]);
  #problem = $state.raw<Refused>();
  #complaint = $state<PasswordComplaint>();
  #said = $state<Said>();
  #busy = $state(false);

  constructor(client: SignallingClient) {
    this.#client = client;
    this.factor = new OwnFactor(client, (said) => {
      this.#problem = undefined;
      this.#said = said;
    });
  }

  get sessions(): readonly AgentSessionView[] {
    return this.#sessions;
  }
  get problem(): Refused | undefined {
    return this.#problem;
  }
  /** What is wrong with the passwords as they were given last. */
  get complaint(): PasswordComplaint | undefined {
    return this.#complaint;
  }
  /** What was done last. */
  get said(): Said | undefined {
    return this.#said;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Begins afresh: what was said before is over. */
  async open(): Promise<void> {
    this.#problem = this.#complaint = this.#said = undefined;
    this.factor.askFor(undefined);
    this.factor.setUp.forget();
    await Promise.all([this.#refresh(), this.factor.refresh()]);
  }

  /** One session, or all but this one. */
  async endSessions(sessionId?: string): Promise<void> {
    const answer = await this.#client.request('account.endSessions', sessionId === undefined ? {} : { sessionId });
    this.#problem = answer.ok ? undefined : answer.problem;
    this.#said = answer.ok ? 'signedOutThere' : undefined;
    await this.#refresh();
  }

  /** @returns whether it was changed */
  async changePassword(currentPassword: string, newPassword: string, again: string): Promise<boolean> {
    this.#problem = this.#said = undefined;
    this.#complaint = complaintAbout(newPassword, again);
    if (this.#complaint !== undefined || this.#busy) return false;
    this.#busy = true;
    const answer = await this.#client.request('account.changePassword', { currentPassword, newPassword });
    this.#busy = false;
    if (!answer.ok) {
      if (answer.problem.code === 'wrongCredentials') this.#complaint = 'wrong';
      else this.#problem = answer.problem;
      return false;
    }
    this.#said = 'passwordChanged';
    await this.#refresh();
    return true;
  }

  async #refresh(): Promise<void> {
    const answer = await this.#client.request('account.sessions', {});
    if (answer.ok) this.#sessions = answer.value.sessions;
    else this.#problem = answer.problem;
  }
}

function complaintAbout(newPassword: string, again: string): PasswordComplaint | undefined {
  if (newPassword.length < MIN_PASSWORD_LENGTH) return 'tooShort';
  return newPassword === again ? undefined : 'differs';
}
