// What of a settings file is right by itself and wrong together. Knows no schema.
type Rough = {
  readonly queues: readonly {
    readonly id: string;
    readonly overflow?: { readonly to: string } | undefined;
    readonly documents: readonly { readonly id: string }[];
    readonly seal: boolean;
    readonly linkNeeded: boolean;
  }[];
  readonly seal?: object | undefined;
  readonly links?: object | undefined;
  readonly agents: readonly { readonly userName: string; readonly queues?: readonly string[] | undefined }[];
  readonly passes: readonly { readonly code: string }[];
};
type Complaint = { readonly path: readonly (string | number)[]; readonly message: string };

/** What is right by itself and wrong together. */
export function contradictions({ queues, agents, passes, seal, links }: Rough): readonly Complaint[] {
  const ids = new Set(queues.map(({ id }) => id));
  const complaints: Complaint[] = [
    ...repeated(
      'queues',
      'id',
      queues.map(({ id }) => id),
    ),
    ...repeated(
      'agents',
      'userName',
      agents.map(({ userName }) => userName),
    ),
    // A code is a secret: it is not said which.
    ...repeated(
      'passes',
      'code',
      passes.map(({ code }) => code),
    ).map((one) => ({ ...one, message: 'is there twice' })),
  ];
  for (const [index, { id, overflow, documents, seal: isSealed, linkNeeded }] of queues.entries()) {
    if (isSealed && seal === undefined) {
      complaints.push({ path: ['queues', index, 'seal'], message: 'needs a certificate and a key: see `seal`' });
    }
    if (linkNeeded && links === undefined) {
      complaints.push({ path: ['queues', index, 'linkNeeded'], message: 'needs secrets or public keys: see `links`' });
    }
    const prepared = documents.map((document) => document.id);
    for (const { path, message } of repeated('documents', 'id', prepared)) {
      complaints.push({ path: ['queues', index, ...path], message });
    }
    const path = ['queues', index, 'overflow', 'to'];
    if (overflow === undefined) continue;
    if (overflow.to === id) complaints.push({ path, message: `${quoted(id)} is the queue itself` });
    else if (!ids.has(overflow.to)) complaints.push({ path, message: `${quoted(overflow.to)} is no queue` });
  }
  for (const [index, agent] of agents.entries()) {
    for (const [place, queueId] of (agent.queues ?? []).entries()) {
      if (ids.has(queueId)) continue;
      complaints.push({ path: ['agents', index, 'queues', place], message: `${quoted(queueId)} is no queue` });
    }
  }
  return complaints;
}

function repeated(list: string, key: string, values: readonly string[]): readonly Complaint[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: [list, index, key], message: `${quoted(value)} is there twice` }] : [],
  );
}

/** As it stands in a sentence. */
export function quoted(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}
