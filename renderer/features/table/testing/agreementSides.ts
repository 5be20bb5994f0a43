// Two sides of a call whose files for agreements are made and proved by the test. Whoever uses it mocks what reads real files.
import type { AgreementStage } from '../../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../../core/assist/assistRoom.ts';
import type { ChannelPair } from '../../../core/assist/testing/fakeDataChannels.ts';
import { roomPair } from '../../../core/assist/testing/roomPair.ts';
import type { Proof } from '../../../core/documents/proveFlattened.ts';
import { Agreements, type ShownAgreement } from '../agreements.svelte.ts';
import type { AgreementSealing } from '../agreementSealing.ts';
import { Forms } from '../forms.svelte.ts';
import type { AgreementWork } from '../makeAgreedDocument.ts';
import { Table } from '../table.svelte.ts';

export type Answers = {
  made: (stage: AgreementStage, document: string) => Blob | undefined;
  proof: (stage: AgreementStage) => Proof;
};
export const SAME: Proof = { ok: true };

export class Side {
  readonly answers: Answers = {
    made: (stage, document) => new Blob([`${document} ${stage} ${String((this.made += 1))}`]),
    proof: () => SAME,
  };
  made = 0;
  /** As the agent's page asks the server. */
  readonly sealing: AgreementSealing | undefined;
  readonly proved: AgreementStage[] = [];
  readonly room: AssistRoom;
  readonly table: Table;
  readonly forms: Forms;
  agreements: Agreements;

  constructor(room: AssistRoom, sealing?: AgreementSealing) {
    this.room = room;
    this.sealing = sealing;
    this.table = new Table(room);
    this.agreements = this.reload();
    this.forms = new Forms(room, (fileId) => this.agreements.isFrozen(fileId));
  }

  /** What its page knew by itself is gone. */
  reload(): Agreements {
    const work: AgreementWork = {
      make: ({ card }, agreement) => Promise.resolve(this.answers.made(agreement ? 'result' : 'body', card.name)),
      prove: (_source, _made, stage) => {
        this.proved.push(stage);
        return Promise.resolve(this.answers.proof(stage));
      },
    };
    const { room, table, sealing } = this;
    const names = { agent: 'Alex', customer: 'Ada' };
    return (this.agreements = new Agreements({ room, table, names, work, sealing }));
  }

  get standings(): string[] {
    return this.agreements.shown.map(({ standing }) => standing.name);
  }
  get one(): ShownAgreement {
    const one = this.agreements.shown.at(-1);
    if (!one) throw new Error('nothing is shown');
    return one;
  }
}

let clock: { nowMs: number };
let pair: ChannelPair | undefined;

/** What a file is called is worked out beside, however long that takes. */
let digesting = 0;
const digest = crypto.subtle.digest.bind(crypto.subtle);
crypto.subtle.digest = async (algorithm, data) => {
  digesting += 1;
  return digest(algorithm, data).finally(() => (digesting -= 1));
};

/** Whatever either side has said reaches the other. */
export async function flush(): Promise<void> {
  do await pair?.flush();
  while (digesting > 0);
}

export async function sides(
  isCustomerOld = false,
  sealing?: AgreementSealing,
): Promise<{ agent: Side; customer: Side; put: (name: string) => Promise<string> }> {
  const rooms = roomPair();
  clock = rooms.clock;
  pair = rooms.join();
  const [agent, customer] = [new Side(rooms.agent, sealing), new Side(rooms.customer)];
  if (isCustomerOld) {
    customer.agreements.close();
    rooms.customer.maps.abilities.delete('customer');
  }
  await flush();
  const put = async (name: string): Promise<string> => {
    clock.nowMs += 1_000;
    await agent.table.put([new File([`content of ${name}`], name)]);
    await flush();
    return agent.table.open?.card.fileId ?? '';
  };
  return { agent, customer, put };
}

export async function ask({ agreements }: Side): Promise<void> {
  clock.nowMs += 1_000;
  await agreements.ask('I agree.');
  await flush();
}

export async function agree({ agreements, one }: Side): Promise<void> {
  agreements.agree(one, 'Ada Lovelace');
  await flush();
}
