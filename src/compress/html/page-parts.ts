// Which elements of a page hold no content: code, controls, and the furniture around the main text. Tables only.

export type Attributes = Readonly<Record<string, string>>;

/** Why an element is left out; undefined for content. */
export function uselessPart(name: string, attributes: Attributes): string | undefined {
  const found = USELESS.get(name);
  if (found !== undefined) return found;
  if (isHidden(attributes)) return 'hidden';
  return undefined;
}

/** Whether an element only leads to other pages: menus, footers, banners. */
export function isFurniture(name: string, attributes: Attributes): boolean {
  if (name === 'nav' || name === 'footer') return true;
  if (WHOLE.has(name)) return false;
  if (FURNITURE_ROLES.has(attributes['role'] ?? '')) return true;
  const words = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.toLowerCase();
  return words.split(/\s+/, 12).some((word) => FURNITURE.has(word));
}

/** Whether an element holds what the page is about. */
export function isMain(name: string, attributes: Attributes): boolean {
  return name === 'main' || name === 'article' || attributes['role'] === 'main';
}

const USELESS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    script: 'script style noscript template',
    picture: 'svg canvas iframe object embed audio video map',
    control: 'select datalist button',
  }).flatMap(([about, names]) => names.split(' ').map((name) => [name, about] as const)),
);

function isHidden(attributes: Attributes): boolean {
  if ('hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  return /display\s?:\s?none/.test((attributes['style'] ?? '').slice(0, 400));
}

/** Their classes describe the page, not a part of it. */
const WHOLE = new Set(['html', 'body', 'main', 'article', 'table', 'tbody', 'td', 'tr']);
const FURNITURE_ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'menu',
  'menubar',
]);
const FURNITURE = new Set(
  (
    'nav navbar navigation menu topbar toolbar sidebar side-bar breadcrumb breadcrumbs cookie-banner cookies footer ' +
    'site-footer page-footer site-header advert advertisement ads share sharing social social-links skip-link ' +
    'pagination pager related related-posts newsletter subscribe headerlink anchor anchorjs-link mw-editsection ' +
    'sphinxsidebar rst-versions wy-nav-side md-sidebar toc-sidebar edit-page-link theme-doc-footer'
  ).split(' '),
);

/** Elements that stand on lines of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body center details dialog div dl dt dd fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody thead tfoot tr ul caption'
  ).split(' '),
);

/** Of those, the ones with an empty line before and behind. */
export const SPACED: ReadonlySet<string> = new Set(
  'p pre blockquote table ul ol dl h1 h2 h3 h4 h5 h6 figure section article'.split(' '),
);
