// The mails being written, as the shell tells them, kept as leases at the server. The shell's engine decides when a mail
// shields, the server what that means; this only carries the one to the other.
import type { HostMailReply, HostNoticePayload, HostPort, ReplyEnding } from '../../../electron/contract/index.ts';
import { activityIdSchema, type AgentView, type ReplyBegin } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

type Known = { readonly reply: HostMailReply; readonly heardAtMs: number };

export class Replies {
  readonly #host: HostPort;
  readonly #nowMs: () => number;
  /** In the order in which they began. */
  readonly #known = new Map<string, Known>();
  /** What the shell knew before this page listened. */
  readonly #loaded: Promise<void>;
  #client: SignallingClient | undefined;
  #told: string | undefined;

  /** @param nowMs a clock for ages; any will do that runs evenly */
  constructor(host: HostPort, nowMs: () => number = () => performance.now()) {
    this.#host = host;
    this.#nowMs = nowMs;
    host.on('reply.begun', (reply) => this.#begin(reply));
    host.on('reply.renewed', (renewal) => void this.#renew(renewal));
    host.on('reply.ended', ({ activityId, how }) => {
      this.#known.delete(activityId);
      void this.#end(activityId, how);
    });
    this.#loaded = this.#load();
  }

  /** From now on leases are kept over this connection. */
  attach(client: SignallingClient): void {
    this.#client = client;
  }

  /** For signing in: what is being written right now. */
  async current(): Promise<ReplyBegin[]> {
    await this.#loaded;
    return [...this.#known.values()].map((known) => this.#asOf(known));
  }

  /** Mail programs are told what the server has acknowledged, not what was asked of it. */
  follow(agent: AgentView | undefined): void {
    const callsHeld = agent?.shield !== undefined;
    const cause = agent === undefined ? 'appOffline' : callsHeld ? 'reply' : 'none';
    const said = `${String(callsHeld)} ${cause}`;
    if (said === this.#told) return;
    this.#told = said;
    void this.#host.call('replies.setHeld', { callsHeld, cause });
  }

  /** Calls in spite of the mails open now. The server is asked, too: it may know of mails that the shell has forgotten. */
  async takeCalls(): Promise<void> {
    await this.#host.call('replies.takeCalls', {});
    await this.#client?.request('reply.takeCalls', {});
  }

  async #load(): Promise<void> {
    const listed = await this.#host.call('replies.list', {});
    if (!listed.ok) return;
    for (const reply of listed.value.replies) this.#note(reply);
  }

  #note(reply: HostMailReply): Known {
    const known = { reply, heardAtMs: this.#nowMs() };
    this.#known.set(reply.activityId, known);
    return known;
  }

  #begin(reply: HostMailReply): void {
    const known = this.#note(reply);
    void this.#client?.request('reply.begin', this.#asOf(known));
  }

  async #renew({ activityId, inputAgoMs }: HostNoticePayload<'reply.renewed'>): Promise<void> {
    const known = this.#known.get(activityId);
    if (known === undefined) return;
    const heardAtMs = this.#nowMs();
    const openForMs = known.reply.openForMs + heardAtMs - known.heardAtMs;
    const present = this.#note({ ...known.reply, openForMs: Math.round(openForMs), inputAgoMs });
    const id = activityIdSchema.parse(activityId);
    const answer = await this.#client?.request('reply.renew', { activityId: id, inputAgoMs });
    const isGone = answer?.ok === false && answer.problem.code === 'replyGone';
    if (isGone && this.#known.has(activityId)) void this.#client?.request('reply.begin', this.#asOf(present));
  }

  async #end(id: string, how: ReplyEnding): Promise<void> {
    const activityId = activityIdSchema.parse(id);
    const answer = await this.#client?.request('reply.end', { activityId, how });
    // A server from before an update has no word for it.
    const isUnknownWord = answer?.ok === false && answer.problem.code === 'badParams' && how === 'sendHung';
    if (isUnknownWord) void this.#client?.request('reply.end', { activityId, how: 'idle' });
  }

  #asOf({ reply, heardAtMs }: Known): ReplyBegin {
    const agoMs = Math.max(0, Math.round(this.#nowMs() - heardAtMs));
    return {
      activityId: activityIdSchema.parse(reply.activityId),
      source: reply.source,
      kind: reply.kind,
      openForMs: reply.openForMs + agoMs,
      inputAgoMs: reply.inputAgoMs + agoMs,
    };
  }
}
