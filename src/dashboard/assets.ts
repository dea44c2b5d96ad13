// The files of the page. Law: a browser that shows it talks to nobody but us, runs no script but ours and takes no text for markup.
import { readFileSync } from 'node:fs';
import type { Page } from '../proxy/proxy-options.ts';
import { send } from './send.ts';

/** Path, file in templates/dashboard, and what it is. */
const ASSETS = [
  ['/dashboard', 'index.html', 'text/html; charset=utf-8'],
  ['/dashboard/style.css', 'style.css', 'text/css; charset=utf-8'],
  ['/dashboard/app.js', 'app.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/charts.js', 'charts.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/draw.js', 'draw.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/requests.js', 'requests.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/texts.js', 'texts.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/words.js', 'words.js', 'text/javascript; charset=utf-8'],
  ['/dashboard/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** The page and everything that it loads. */
export function assetPages(): readonly Page[] {
  return ASSETS.map(([path, name, type]) => ({
    path,
    takesToken: path === '/dashboard',
    answer: (_request, response) =>
      send(response, () => ({ type, body: readAsset(name), headers: HEADERS })),
  }));
}

function readAsset(name: string): string {
  // From src/dashboard/ in the source, from dist/src/dashboard/ when compiled.
  const up = import.meta.url.includes('/dist/src/') ? '../../../' : '../../';
  return readFileSync(new URL(`${up}templates/dashboard/${name}`, import.meta.url), 'utf8');
}
