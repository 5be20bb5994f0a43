import { expect, it } from 'vitest';
import type { CallId } from '../../../signalling/protocol/index.ts';
import { fileIdOf } from '../assist/fileChunk.ts';
import { createAgentFiles, type AgentFiles } from './agentFiles.ts';

const CALL = 'call-1' as CallId;
const CONTENT = new TextEncoder().encode('a document');
const SHA256 = await fileIdOf(CONTENT.buffer);

type Asked = { url: string; method: string; headers: Record<string, string>; body: unknown };

function filesOf(answer: () => Response, token: string | undefined = 'session'): { files: AgentFiles; asked: Asked[] } {
  const asked: Asked[] = [];
  const files = createAgentFiles({
    serverOrigin: 'https://calls.example',
    sessionToken: () => token,
    fetch: (url, init) => {
      const { method = 'GET', headers, body } = init ?? {};
      asked.push({ url: url as string, method, headers: headers as Record<string, string>, body });
      return Promise.resolve().then(answer);
    },
  });
  return { files, asked };
}

it('[LIBRARY-5] asks the server for a document with the session in a header, never in the address', async () => {
  const { files, asked } = filesOf(() => new Response(CONTENT));
  const answer = await files.readDocument('fees', SHA256);
  expect(answer.ok && (await answer.value.text())).toBe('a document');
  expect(asked).toEqual([
    {
      url: 'https://calls.example/library/fees',
      method: 'GET',
      headers: { authorization: 'Bearer session' },
      body: undefined,
    },
  ]);
});

it('[LIBRARY-5] takes no document that is not what the list says', async () => {
  const { files } = filesOf(() => new Response('something else'));
  expect(await files.readDocument('fees', SHA256)).toEqual({ ok: false, code: 'damaged' });
});

it('[LIBRARY-5] says what the server says, and that it cannot be reached when it does not speak', async () => {
  const refused = filesOf(() => Response.json({ problem: { code: 'documentUnknown' } }, { status: 404 }));
  expect(await refused.files.readDocument('fees', SHA256)).toEqual({ ok: false, code: 'documentUnknown' });
  const proxy = filesOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await proxy.files.readDocument('fees', SHA256)).toEqual({ ok: false, code: 'unreachable' });
  const away = filesOf(() => {
    throw new TypeError('Failed to fetch');
  });
  expect(await away.files.readDocument('fees', SHA256)).toEqual({ ok: false, code: 'unreachable' });
  const signedOut = createAgentFiles({ serverOrigin: 'https://calls.example', sessionToken: () => undefined });
  expect(await signedOut.readDocument('fees', SHA256)).toEqual({ ok: false, code: 'notSignedIn' });
});

it('[ENTRY-12] files a still as the picture it is, at the address of its hash', async () => {
  const { files, asked } = filesOf(() => Response.json({}, { status: 201 }));
  const content = new Blob([CONTENT]);
  expect(await files.fileStill({ callId: CALL, sha256: SHA256, type: 'jpeg', content })).toEqual({
    ok: true,
    value: undefined,
  });
  expect(asked).toEqual([
    {
      url: `https://calls.example/calls/call-1/stills/${SHA256}`,
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg', authorization: 'Bearer session' },
      body: content,
    },
  ]);
});
