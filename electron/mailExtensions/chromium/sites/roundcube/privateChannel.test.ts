// That our two scripts find each other in either order, and that the page's own scripts stay outside.
// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { acceptPrivateChannel, openPrivateChannel } from './privateChannel.ts';

let page: Document;
let heard: string[];
beforeEach(() => {
  page = document.implementation.createHTMLDocument();
  heard = [];
});
const accept = (): void => acceptPrivateChannel(page, (message) => heard.push(message));

test('[DOOR-21] whichever script is there first, nothing is lost', () => {
  accept();
  openPrivateChannel(page)('one');
  expect(heard).toEqual(['one']);
  page = document.implementation.createHTMLDocument();
  const post = openPrivateChannel(page);
  post('two');
  accept();
  post('three');
  expect(heard).toEqual(['one', 'two', 'three']);
});

test.each(['before', 'after'])(
  '[DOOR-21] a page that asks for the name when both are there (ours %s) is told nothing',
  (order) => {
    if (order === 'before') accept();
    const post = openPrivateChannel(page);
    if (order === 'after') accept();
    const offers: unknown[] = [];
    page.addEventListener('visavis-channel-offer', (event) => offers.push((event as CustomEvent<unknown>).detail));
    page.dispatchEvent(new CustomEvent('visavis-channel-ask'));
    expect(offers).toEqual([]);
    // Nor does a page that replaces what we send with read along.
    page.dispatchEvent = () => expect.unreachable();
    post('ours');
    expect(heard).toEqual(['ours']);
  },
);

test('[DOOR-21] a message without end is dropped', () => {
  accept();
  openPrivateChannel(page)('x'.repeat(501));
  expect(heard).toEqual([]);
});
