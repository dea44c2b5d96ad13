// What a key does: a state and a key give the next state.
import {
  currentPage,
  pageFor,
  UNSORTED,
  VIEW_NAMES,
  type DashboardState,
  type Page,
  type PageTarget,
} from './state.ts';

/** A key as Ink tells it. */
export interface PressedKey {
  readonly input: string;
  readonly name?: KeyName;
}

export type KeyName =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageUp'
  | 'pageDown'
  | 'home'
  | 'end'
  | 'enter'
  | 'back'
  | 'tab'
  | 'shiftTab'
  | 'quit';

/** What the current page shows: keys move in it. */
export interface Surroundings {
  readonly rowKeys: readonly string[];
  /** What the selected row opens. */
  readonly opens: PageTarget | undefined;
  /** Lines of a text; 0 on other pages. */
  readonly lines: number;
  readonly visibleRows: number;
  readonly sortableColumns: number;
  readonly ranges: number;
}

/** The state after a key; the same object when the key does nothing. */
export function pressKey(
  state: DashboardState,
  key: PressedKey,
  around: Surroundings,
): DashboardState {
  if (key.name === 'quit' || key.input === 'q') return { ...state, isEnded: true };
  if (state.isHelpShown) return { ...state, isHelpShown: false };
  const act = (key.name && NAMED[key.name]) ?? INPUTS[key.input];
  if (act !== undefined) return act(state, around);
  const view = VIEW_NAMES[Number(key.input) - 1];
  return view === undefined ? state : showView(state, view);
}

type Action = (state: DashboardState, around: Surroundings) => DashboardState;

const NAMED: Readonly<Partial<Record<KeyName, Action>>> = {
  up: (state, around) => move(state, around, -1),
  down: (state, around) => move(state, around, 1),
  pageUp: (state, around) => move(state, around, -around.visibleRows),
  pageDown: (state, around) => move(state, around, around.visibleRows),
  home: (state, around) => move(state, around, -Infinity),
  end: (state, around) => move(state, around, Infinity),
  enter: open,
  back,
  left: (state) => (state.pages.length > 1 ? back(state) : switchView(state, -1)),
  right: (state, around) => (state.pages.length > 1 ? open(state, around) : switchView(state, 1)),
  tab: (state) => switchView(state, 1),
  shiftTab: (state) => switchView(state, -1),
};

const INPUTS: Readonly<Record<string, Action>> = {
  k: (state, around) => move(state, around, -1),
  j: (state, around) => move(state, around, 1),
  g: (state, around) => move(state, around, -Infinity),
  G: (state, around) => move(state, around, Infinity),
  ' ': (state, around) => move(state, around, around.visibleRows),
  h: (state) => back(state),
  t: (state, { ranges }) => ({ ...state, range: (state.range + 1) % ranges }),
  T: (state, { ranges }) => ({ ...state, range: (state.range + ranges - 1) % ranges }),
  s: sortByNext,
  r: reverse,
  '?': (state) => ({ ...state, isHelpShown: true }),
};

function showView(state: DashboardState, view: DashboardState['view']): DashboardState {
  return { ...state, view, pages: [pageFor({ kind: 'views' })] };
}

function switchView(state: DashboardState, step: number): DashboardState {
  const index = VIEW_NAMES.indexOf(state.view) + step;
  return showView(state, VIEW_NAMES.at(index % VIEW_NAMES.length) ?? state.view);
}

function move(state: DashboardState, around: Surroundings, step: number): DashboardState {
  const page = currentPage(state);
  const { rowKeys, lines, visibleRows } = around;
  if (lines > 0) {
    const scroll = clamp(page.scroll + step, lines - visibleRows);
    return replacePage(state, { ...page, scroll });
  }
  const from = Math.max(0, page.selected === null ? 0 : rowKeys.indexOf(page.selected));
  const to = clamp(from + step, rowKeys.length - 1);
  // The first row is whichever comes first: new requests push the others down, not the selection.
  return replacePage(state, { ...page, selected: to === 0 ? null : (rowKeys[to] ?? null) });
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(index, last));
}

function replacePage(state: DashboardState, page: Page): DashboardState {
  return { ...state, pages: [...state.pages.slice(0, -1), page] };
}

function open(state: DashboardState, { opens }: Surroundings): DashboardState {
  return opens === undefined ? state : { ...state, pages: [...state.pages, pageFor(opens)] };
}

function back(state: DashboardState): DashboardState {
  return state.pages.length > 1 ? { ...state, pages: state.pages.slice(0, -1) } : state;
}

/** Through the columns from left to right, and then as the report has it. */
function sortByNext(state: DashboardState, { sortableColumns }: Surroundings): DashboardState {
  if (sortableColumns === 0 || state.pages.length > 1) return state;
  const { column } = state.sorting[state.view] ?? UNSORTED;
  const next = column === null ? 0 : column + 1;
  const sorting = { column: next < sortableColumns ? next : null, isReversed: false };
  return { ...state, sorting: { ...state.sorting, [state.view]: sorting } };
}

function reverse(state: DashboardState): DashboardState {
  const sorting = state.sorting[state.view] ?? UNSORTED;
  const reversed = { ...sorting, isReversed: !sorting.isReversed };
  return { ...state, sorting: { ...state.sorting, [state.view]: reversed } };
}
