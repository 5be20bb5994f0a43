// The page in the bar "You are sharing …": text and one link. Pure: no script runs in it, and nothing it says is markup.
import type { HostParams } from '../../contract/index.ts';
import { PAGE_SCHEME } from '../pageProtocol/pageAddress.ts';

export type BarWords = HostParams<'sharing.begin'>['words'];

/** A host of its own, so that it is no page of ours to anybody who asks: no host calls, no permissions. */
const BAR_ORIGIN = `${PAGE_SCHEME}://sharing`;
export const BAR_URL = `${BAR_ORIGIN}/`;
/** Never loaded: asking for it means *Stop sharing*. */
export const STOP_URL = `${BAR_ORIGIN}/stop`;

export const BAR_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What is answered to a request of the bar; undefined when there is no such file. */
export function barFile(url: string, words: BarWords): { content: string; contentType: string } | undefined {
  if (url === BAR_URL) return { content: page(words), contentType: 'text/html; charset=utf-8' };
  if (url === `${BAR_ORIGIN}/bar.css`) return { content: STYLE, contentType: 'text/css; charset=utf-8' };
  return undefined;
}

function page({ language, sharing, stop }: BarWords): string {
  return `<!doctype html>
<html lang="${escape(language)}">
<meta charset="utf-8">
<title>${escape(sharing)}</title>
<link rel="stylesheet" href="/bar.css">
<p title="${escape(sharing)}">${escape(sharing)}</p>
<a href="${STOP_URL}" target="_blank" role="button" draggable="false">${escape(stop)}</a>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
html, body { height: 100%; margin: 0; }
body {
  display: flex; align-items: center; gap: 16px; box-sizing: border-box; padding: 0 8px 0 20px;
  border: 2px solid #e5484d; background: #10181b; color: #eaf0ee;
  font: 500 14px/1.3 system-ui, sans-serif; cursor: default; user-select: none; -webkit-app-region: drag;
}
p { flex: 1; margin: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
a {
  flex: none; padding: 10px 16px; border-radius: 8px; background: #c62f27; color: #fff;
  font-weight: 650; text-decoration: none; -webkit-app-region: no-drag;
}
a:hover { background: #d94a42; }
a:focus-visible { outline: 3px solid #7fe0d4; outline-offset: 2px; }
`;
