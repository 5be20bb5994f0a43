// The bar's page as text.
import { expect, test } from 'vitest';
import { isOwnPage } from '../pageProtocol/pageAddress.ts';
import { BAR_POLICY, BAR_URL, barFile, STOP_URL } from './barPage.ts';

const WORDS = { language: 'en', sharing: 'You are sharing “Budget”', stop: 'Stop sharing' };

test('[SHARE-6] the bar says what is shared and links to stopping', () => {
  const { content, contentType } = barFile(BAR_URL, WORDS) ?? { content: '', contentType: '' };
  expect(contentType).toBe('text/html; charset=utf-8');
  expect(content).toContain('<p title="You are sharing “Budget”">You are sharing “Budget”</p>');
  expect(content).toContain(`<a href="${STOP_URL}"`);
  expect(barFile(`${BAR_URL}bar.css`, WORDS)?.contentType).toBe('text/css; charset=utf-8');
});

test('[SHARE-6] a window title cannot become markup in the bar', () => {
  const content = barFile(BAR_URL, { ...WORDS, sharing: `"><script>alert(1)</script>'&` })?.content ?? '';
  expect(content).not.toContain('<script');
  expect(content).toContain('&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#39;&#38;');
});

test('[SHARE-6] the bar is a page without script and without rights', () => {
  expect(BAR_POLICY).toMatch(/^default-src 'none'; style-src 'self';/);
  expect(BAR_POLICY).not.toMatch(/script|unsafe/);
  for (const url of [BAR_URL, STOP_URL]) expect(isOwnPage(url)).toBe(false);
  for (const url of [STOP_URL, `${BAR_URL}index.html`, 'visavis-app://agent/index.html', 'nonsense'])
    expect(barFile(url, WORDS)).toBeUndefined();
});
