// The shape of a request's handler: who may send it, and what it answers. Types only.
import type { Params, RequestName, RequestResult, Result } from '../../protocol/index.ts';
import type { Service } from '../service.ts';
import type { SenderKind, Senders } from '../session/senders.ts';

type Answer<N extends RequestName> = Result<RequestResult<N>> | Promise<Result<RequestResult<N>>>;

/** The sender's right to send it has been checked against `from` before `answer` is called. */
export type Handler<N extends RequestName> = {
  [K in SenderKind]: {
    readonly from: K;
    answer(params: Params<N>, sender: Senders[K], service: Service): Answer<N>;
  };
}[SenderKind];
