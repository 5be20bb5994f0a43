// A switchboard on which Ada talks with Alex, who may ask Billie, and what people do about that.
import type { Work, AgentId, CallId } from '../protocol/index.ts';
import { agentWork } from '../domain/agent/agent.ts';
import { callPhase, type Call } from '../domain/call/call.ts';
import type { Decision } from '../domain/switchboard/switchboard.ts';
import type { MediaServers } from '../domain/switchboard/viewParts.ts';
import { agentView } from '../domain/switchboard/views.ts';
import { SwitchboardBench } from './switchboardBench.ts';

export const NO_SERVERS = (): MediaServers => ({ iceServers: [], relayOnly: false });

export class ConsultBench extends SwitchboardBench {
  readonly alex: AgentId;
  readonly ada: CallId;
  readonly billie: AgentId;

  constructor() {
    super();
    this.alex = this.joins('alex');
    this.ada = this.calls('ada');
    this.answers(this.alex);
    this.take({ type: 'mediaConnected', callId: this.ada, generation: 1 });
    this.billie = this.joins('billie');
    this.wait(60);
  }

  ask(to = this.billie, by = this.alex): Decision {
    const about = { reason: 'Knows mortgages', notes: 'Wants to borrow' };
    return this.take({ type: 'consultChosen', callId: this.ada, by, to, ...about });
  }

  goBack(by = this.alex): Decision {
    return this.take({ type: 'consultEnded', callId: this.ada, by });
  }

  swap(to: 'colleague' | 'customer'): Decision {
    return this.take({ type: 'consultSwapped', callId: this.ada, by: this.alex, to });
  }

  complete(): Decision {
    return this.take({ type: 'consultCompleted', callId: this.ada, by: this.alex });
  }

  dropsOut(agentId: AgentId, seconds: number): void {
    this.take({ type: 'agentDropped', agentId });
    this.wait(seconds);
  }

  comesBack(agentId: AgentId): void {
    const agent = { agentId, displayName: agentId as string, role: 'agent', takesConsults: true } as const;
    this.take({ type: 'agentConnected', agent, replies: [] });
  }

  get call(): Call {
    const known = this.state.calls.get(this.ada);
    if (known === undefined) throw new Error('the call is gone');
    return known;
  }

  get isHeld(): boolean {
    const phase = callPhase(this.call);
    if (phase.name !== 'active') throw new Error('nobody has the call');
    return phase.held;
  }

  /** What Alex and Billie do, such as `inCall ringing`. */
  get they(): string {
    const works = [this.alex, this.billie].map((agentId) => {
      const agent = this.state.agents.get(agentId);
      return agent === undefined ? 'unknown' : agentWork(agent).name;
    });
    return works.join(' ');
  }

  viewOf(agentId: AgentId): Work {
    const agent = this.state.agents.get(agentId);
    if (agent === undefined) throw new Error('nobody');
    return agentView(this.state, agent, NO_SERVERS).work;
  }
}
