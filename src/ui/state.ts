// Where the user is in the dashboard. Pages lie on each other: the last one is seen, and "back" takes it away.

export const VIEW_NAMES = [
  'requests',
  'agents',
  'models',
  'projects',
  'tools',
  'compressors',
  'kept',
  'health',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export type Page = {
  /** The selected row by its key; null for the first, whichever that is. */
  readonly selected: string | null;
  /** First line shown of a text. */
  readonly scroll: number;
} & PageTarget;

export type PageTarget =
  | { readonly kind: 'views' }
  | { readonly kind: 'turns'; readonly conversation: string; readonly requestId: number }
  | { readonly kind: 'texts'; readonly requestId: number }
  | { readonly kind: 'text'; readonly requestId: number; readonly index: number };

export interface Sorting {
  /** Null: as the report has it. */
  readonly column: number | null;
  readonly isReversed: boolean;
}

export interface DashboardState {
  readonly view: ViewName;
  /** Index into the ranges. */
  readonly range: number;
  readonly sorting: Readonly<Partial<Record<ViewName, Sorting>>>;
  readonly pages: readonly Page[];
  readonly isHelpShown: boolean;
  readonly isEnded: boolean;
}

export const UNSORTED: Sorting = { column: null, isReversed: false };

export function initialState(range: number): DashboardState {
  return {
    view: 'requests',
    range,
    sorting: {},
    pages: [pageFor({ kind: 'views' })],
    isHelpShown: false,
    isEnded: false,
  };
}

/** A page that was just opened; a conversation at the turn from which it was opened. */
export function pageFor(target: PageTarget): Page {
  const selected = target.kind === 'turns' ? String(target.requestId) : null;
  return { ...target, selected, scroll: 0 };
}

/** The page that is seen. */
export function currentPage({ pages }: DashboardState): Page {
  return pages.at(-1) ?? pageFor({ kind: 'views' });
}
