// The page: asks for the figures of a time span, shows them, and asks again when something happened.
import { drawCache, drawTokens, drawTools, drawTurns } from './charts.js';
import { showRequests } from './requests.js';
import { byId, bytes, clock, count, dollars, duration, element, exact, share } from './words.js';

const WINDOWS = ['hours=24', 'days=7', 'all'];
const ASK_AT_MOST_EVERY_MS = 2_000;
const TRY_AGAIN_AFTER_MS = 5_000;

const state = { window: windowOf(location.search), tokens: 'wholeRequests', data: undefined };

function windowOf(search) {
  const query = search.replace(/^\?/, '').replace(/=$/, '');
  return WINDOWS.includes(query) ? query : 'days=7';
}

// ---- asking

let asked = 0;

async function refresh() {
  const number = ++asked;
  lastAskedMs = Date.now();
  try {
    const ahead = -new Date().getTimezoneOffset();
    const response = await fetch(`/dashboard/data?${state.window}&ahead=${ahead}`);
    const data = await response.json();
    if (!response.ok)
      throw new Error([data.error.message, data.error.hint].filter(Boolean).join(' '));
    if (number !== asked) return;
    state.data = data;
    byId('problem').hidden = true;
    show(data);
    await showTurns();
  } catch (error) {
    byId('problem').textContent = `The figures could not be read. ${error.message}`;
    byId('problem').hidden = false;
  }
}

let events;
let lastAskedMs = 0;
let waiting;
let tryingAgain;

/** A page that nobody looks at listens to nothing. */
function listen() {
  clearTimeout(tryingAgain);
  events?.close();
  events = undefined;
  if (document.hidden) return;
  events = new EventSource('/dashboard/events');
  events.addEventListener('open', () => {
    say('Live', 'on');
    void refresh();
  });
  events.addEventListener('change', refreshSoon);
  events.addEventListener('error', () => {
    say('Not connected', 'off');
    // A browser tries again by itself, unless it was refused.
    if (events?.readyState === EventSource.CLOSED) {
      tryingAgain = setTimeout(listen, TRY_AGAIN_AFTER_MS);
    }
  });
}

/** At once after a pause; a busy agent does not make us ask all the time. */
function refreshSoon() {
  waiting ??= setTimeout(
    () => {
      waiting = undefined;
      void refresh();
    },
    Math.max(0, lastAskedMs + ASK_AT_MOST_EVERY_MS - Date.now()),
  );
}

function say(text, mode) {
  byId('live').textContent = text;
  byId('live').className = mode;
}

// ---- showing

function show({ report, timeline, requests, isUnused, nowMs }) {
  const isEmpty = report.requests.total === 0 && report.window.firstMs === null;
  byId('empty').hidden = !isEmpty;
  byId('figures').hidden = isEmpty;
  byId('prices-as-of').textContent = report.money.pricesAsOf;
  if (isEmpty) return showEmpty(isUnused);
  showTotals(report);
  showAsides(report);
  showNotes(report);
  showConversations(requests, nowMs);
  showRequests(requests, nowMs);
  drawTokens(byId('tokens'), timeline, state.tokens);
  drawCache(byId('cache'), timeline);
  drawTools(byId('tools'), report.byTool);
}

function showEmpty(isUnused) {
  const here = location.origin;
  byId('empty-title').textContent = isUnused
    ? 'Nothing has gone through headroom yet'
    : 'Nothing went through headroom in this time';
  byId('empty-hint').textContent = isUnused
    ? 'Start an agent through it; the figures appear here by themselves.'
    : 'Choose a longer time above, or start an agent:';
  byId('empty-commands').firstChild.textContent =
    `headroom wrap claude\n\n# or, through this very proxy\nANTHROPIC_BASE_URL=${here} claude`;
}

function showTotals({ newInput, wholeRequests, money, cache }) {
  total('total-new', savingParts(newInput));
  total('total-whole', savingParts(wholeRequests));
  total('total-money', moneyParts(money));
  byId('list-price').replaceChildren(
    'List price, as if nothing were cached: ',
    exact(money.listSavedUsd, dollars(money.listSavedUsd)),
  );
  const rewrites = cache.prefixRewritesByUs;
  total('total-rewrites', {
    big: exact(rewrites, count(rewrites)),
    flow: [rewrites === 0 ? 'as it has to be' : 'must be 0: a fault of ours'],
  });
  byId('total-rewrites').classList.toggle('bad', rewrites !== 0);
}

function total(id, { big, flow }) {
  byId(id).querySelector('.big').replaceChildren(big);
  byId(id)
    .querySelector('.flow')
    .replaceChildren(...flow);
}

function savingParts({ tokensBefore, tokensAfter, savedTokens, savedShare }) {
  return {
    big: exact(savedTokens, share(savedShare)),
    flow: [
      exact(tokensBefore, count(tokensBefore)),
      ' → ',
      exact(tokensAfter, count(tokensAfter)),
      ' tokens',
    ],
  };
}

function moneyParts({ netSavedUsd, netSavedShare, spentUsd, pricedRequests, isEstimated }) {
  if (pricedRequests === 0) return { big: '–', flow: ['price unknown'] };
  return {
    big: exact(netSavedUsd, dollars(netSavedUsd)),
    flow: [
      `${share(netSavedShare)}; `,
      exact(spentUsd, dollars(spentUsd)),
      isEstimated ? ' spent; estimated' : ' spent',
    ],
  };
}

function showAsides({ requests, retrievals, latency, cache, store }) {
  const wait = latency.waitMs;
  const entries = [
    ['Requests', `${count(requests.send)}, ${count(requests.changed)} made smaller`],
    [
      'Fetched back',
      `${count(retrievals.whole + retrievals.sliced)}, ${count(retrievals.tokens)} tokens`,
    ],
    ['Waited in headroom', wait ? `${duration(wait.p50)} median, ${duration(wait.p95)} p95` : '–'],
    ['Read from cache', share(cache.readShare)],
    [
      'Store',
      store
        ? `${bytes(store.fileBytes)} on disk, ${count(store.originals)} original${store.originals === 1 ? '' : 's'}`
        : '–',
    ],
  ];
  byId('asides').replaceChildren(
    ...entries.map(([name, text]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, text)),
    ),
  );
}

function showNotes({ money, requests, calibration }) {
  const notes = [];
  const known = calibration.filter(({ isEstimated }) => isEstimated);
  if (known.length > 0) {
    const ratios = known.map(({ family, ratio }) => `${ratio.toFixed(2)} in ${family}`);
    notes.push(`Estimated: one of our tokens (o200k) is ${ratios.join(', ')}.`);
  }
  const requestsOf = (number) => `${count(number)} ${number === 1 ? 'request' : 'requests'}`;
  if (money.unpricedRequests > 0) {
    const models = money.unknownModels.length > 0 ? ` (${money.unknownModels.join(', ')})` : '';
    const unpriced = requestsOf(money.unpricedRequests);
    notes.push(`Not in the money: ${unpriced} without a known price or usage${models}.`);
  }
  if (requests.failed > 0) notes.push(`Failed: ${requestsOf(requests.failed)}.`);
  byId('notes').textContent = notes.join(' ');
  byId('notes').hidden = notes.length === 0;
}

// ---- one conversation

/** Enough of a conversation's id to tell it from others of the same minute. */
const ID_LENGTH = 12;

function showConversations(requests, nowMs) {
  const select = byId('conversation');
  const chosen = select.value;
  const found = new Map();
  for (const request of requests) {
    if (request.conversation !== null && !found.has(request.conversation)) {
      found.set(request.conversation, request);
    }
  }
  // An open list would close when its entries are replaced.
  const ids = [...found.keys()].sort();
  const isSame =
    [...select.options]
      .map(({ value }) => value)
      .sort()
      .join('\n') === ids.join('\n');
  if (isSame && document.activeElement === select) return;
  const names = [...found.values()].map(({ agent, project, model, atMs }) =>
    [clock(atMs, nowMs), project ?? agent, model].filter(Boolean).join(' · '),
  );
  const isAlone = (name) => names.indexOf(name) === names.lastIndexOf(name);
  select.replaceChildren(
    ...[...found.keys()].map((id, index) => {
      const name = names[index];
      const told = isAlone(name) ? name : `${name} · ${id.slice(0, ID_LENGTH)}`;
      return element('option', { value: id }, told);
    }),
  );
  if (found.has(chosen)) select.value = chosen;
  select.disabled = found.size === 0;
}

let turns = [];

async function showTurns() {
  const id = byId('conversation').value;
  const query = `conversation=${encodeURIComponent(id)}`;
  const response = id === '' ? undefined : await fetch(`/dashboard/turns?${query}`);
  const found = response?.ok ? await response.json() : [];
  if (byId('conversation').value !== id) return;
  turns = found;
  if (turns.length > 0) drawTurns(byId('turns'), turns);
  else
    byId('turns').replaceChildren(element('p', { class: 'soft' }, 'No conversation in this time.'));
}

// ---- choosing

function choose(chosen) {
  state.window = chosen;
  for (const link of document.querySelectorAll('[data-window]')) {
    if (link.dataset.window === chosen) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  byId('export').href = `/dashboard/export.csv?${chosen}`;
}

for (const link of document.querySelectorAll('[data-window]')) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.window);
    history.replaceState(null, '', `?${state.window}`);
    void refresh();
  });
}

for (const button of document.querySelectorAll('[data-tokens]')) {
  button.addEventListener('click', () => {
    state.tokens = button.dataset.tokens;
    for (const other of document.querySelectorAll('[data-tokens]')) {
      other.setAttribute('aria-pressed', String(other === button));
    }
    if (state.data) drawTokens(byId('tokens'), state.data.timeline, state.tokens);
  });
}

byId('conversation').addEventListener('change', () => void showTurns());

let width = 0;
new ResizeObserver(() => {
  if (width === document.body.clientWidth || !state.data) return;
  width = document.body.clientWidth;
  show(state.data);
  if (turns.length > 0) drawTurns(byId('turns'), turns);
}).observe(document.body);

document.addEventListener('visibilitychange', listen);
choose(state.window);
listen();
