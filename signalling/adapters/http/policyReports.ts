// What browsers tell of pages that broke their policy: counted by directive, and forgotten. Nothing of it is kept or logged.
import type { FastifyInstance } from 'fastify';
import { createTokenBucket } from '../ws/tokenBucket.ts';

export const REPORTS_PATH = '/policy-reports';

/** For everybody together: more would say nothing more. */
const BURST = 50;
const PER_SECOND = 5;
const MOST_BYTES = 16_384;
const TYPES = ['application/csp-report', 'application/reports+json', 'application/json'];
/** What a report may be counted as; whoever sends something else makes no names here. */
const DIRECTIVES = [
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'media-src',
  'font-src',
  'connect-src',
  'worker-src',
  'frame-src',
  'form-action',
  'base-uri',
  'require-trusted-types-for',
  'trusted-types',
];

/** `nowMs` must not jump. */
export function addPolicyReports(
  http: FastifyInstance,
  count: (directive: string) => void,
  nowMs: () => number = () => performance.now(),
): void {
  const bucket = createTokenBucket(BURST, PER_SECOND, Infinity, nowMs());
  http.addContentTypeParser(TYPES, { parseAs: 'string', bodyLimit: MOST_BYTES }, (_, body, done) => done(null, body));
  http.post(REPORTS_PATH, { bodyLimit: MOST_BYTES }, (request, reply) => {
    if (bucket.take(nowMs()).name !== 'allowed') return reply.code(429).send();
    for (const directive of directivesIn(String(request.body))) count(directive);
    return reply.code(204).send();
  });
}

/** Of `report-uri` one, of the Reporting API a list. */
function directivesIn(text: string): readonly string[] {
  try {
    const content: unknown = JSON.parse(text);
    const reports: readonly unknown[] = Array.isArray(content) ? content.slice(0, 20) : [content];
    return reports.map((report) =>
      known(
        field(field(report, 'csp-report'), 'effective-directive') ?? field(field(report, 'body'), 'effectiveDirective'),
      ),
    );
  } catch {
    return ['other'];
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function known(directive: unknown): string {
  return DIRECTIVES.find((one) => one === directive) ?? 'other';
}
