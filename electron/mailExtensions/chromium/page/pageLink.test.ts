// That what is open in a page is told again whenever the other side is new.
import { beforeEach, expect, test } from 'vitest';
import { createPageLink, type PageLink } from './pageLink.ts';
import type { SurfaceReport } from './surfaceReport.ts';

/** One list a connection. */
let ports: SurfaceReport[][];
let closed: number;
let isRemoved: boolean;
let endLast: () => void;
let link: PageLink;

beforeEach(() => {
  ports = [];
  closed = 0;
  isRemoved = false;
  link = createPageLink((onClosed) => {
    if (isRemoved) throw new Error('Extension context invalidated.');
    const said: SurfaceReport[] = [];
    ports.push(said);
    endLast = onClosed;
    return { post: (report) => said.push(report), close: () => (closed += 1) };
  });
});

const opened = { type: 'opened', surface: 's1', kind: 'reply' } as const;
const typed = { type: 'typed', surface: 's1' } as const;
const ended = { type: 'ended', surface: 's1', outcome: 'sent' } as const;

test('[DOOR-22] after a restart of the worker, what is open is told with the last news of it', () => {
  link.report(opened);
  link.report(typed);
  endLast();
  expect(ports).toEqual([[opened, typed], [{ ...opened, last: 'typed' }]]);
});

test('[DOOR-22] where nothing is open, nothing is said and no connection is held on to', () => {
  link.report(opened);
  link.report(ended);
  endLast();
  expect(ports).toEqual([[opened, ended]]);
});

test('[DOOR-22] a page put away closes its connection, and tells again when it is brought back', () => {
  link.report(opened);
  link.leave();
  expect(closed).toBe(1);
  link.report(typed);
  expect(ports.length).toBe(1);
  link.comeBack();
  expect(ports[1]).toEqual([{ ...opened, last: 'typed' }]);
});

test('[DOOR-22] news of what is not open is dropped, and so is opening twice', () => {
  link.report(typed);
  link.report(ended);
  link.report(opened);
  link.report(opened);
  expect(ports).toEqual([[opened]]);
});

test('[DOOR-22] when the extension was removed the page goes on without it', () => {
  link.report(opened);
  isRemoved = true;
  endLast();
  link.report(typed);
  expect(ports).toEqual([[opened]]);
});
