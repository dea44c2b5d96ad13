// The table of recent requests.
import { showTexts } from './texts.js';
import { byId, clock, count, dollars, duration, element, exact, share } from './words.js';

const ROWS_AT_FIRST = 12;
let isWhole = false;
let last = { requests: [], nowMs: 0 };

/** Fills the table; a row that is there already keeps its place, so that focus stays where it was. */
export function showRequests(requests, nowMs) {
  last = { requests, nowMs };
  const shown = isWhole ? requests : requests.slice(0, ROWS_AT_FIRST);
  const there = new Map([...byId('rows').children].map((row) => [row.dataset.id, row]));
  byId('rows').replaceChildren(
    ...shown.map((request) => there.get(String(request.id)) ?? rowOf(request, nowMs)),
  );
  byId('more').hidden = isWhole || requests.length <= ROWS_AT_FIRST;
}

byId('more').addEventListener('click', () => {
  isWhole = true;
  showRequests(last.requests, last.nowMs);
});

function rowOf(request, nowMs) {
  const { newInput, wholeRequest } = request;
  const agent = [request.agent, request.project].filter((name) => name !== null).join(' · ');
  const time = element(
    'time',
    { datetime: request.at, title: request.at },
    clock(request.atMs, nowMs),
  );
  return element(
    'tr',
    { 'data-id': String(request.id) },
    element('td', {}, time),
    nameCell(agent || '–', 'roomy name'),
    nameCell(request.model ?? '–', 'name'),
    element('td', { class: 'number' }, flow(newInput)),
    savedCell(request),
    element('td', { class: 'number roomy' }, request.usage === null ? '–' : flow(wholeRequest)),
    element('td', { class: 'number roomy' }, money(request)),
    element('td', { class: 'number roomy' }, duration(request.waitMs)),
    element('td', { class: 'number' }, textsButton(request, nowMs)),
  );
}

/** A name that is cut short can be read whole. */
function nameCell(name, className) {
  return element('td', { class: className, title: name }, name);
}

function flow({ tokensBefore, tokensAfter }) {
  if (tokensBefore === tokensAfter) return exact(tokensAfter, count(tokensAfter));
  return element(
    'span',
    {},
    exact(tokensBefore, count(tokensBefore)),
    ' → ',
    exact(tokensAfter, count(tokensAfter)),
  );
}

function savedCell({ newInput, status, aborted, reason, prefixRewritesByUs }) {
  if (prefixRewritesByUs > 0) return element('td', { class: 'number bad' }, 'cache rewritten');
  if (status >= 400) return element('td', { class: 'number bad' }, `failed, ${status}`);
  if (aborted) return element('td', { class: 'number soft' }, 'aborted');
  if (newInput.savedTokens !== 0) {
    return element('td', { class: 'number strong' }, share(newInput.savedShare));
  }
  const title = reason === null ? {} : { title: reason };
  return element('td', { class: 'number soft', ...title }, '0 %');
}

function money({ netSavedUsd, usage }) {
  if (usage === null) return '–';
  return netSavedUsd === null ? 'price unknown' : exact(netSavedUsd, dollars(netSavedUsd));
}

function textsButton(request, nowMs) {
  if (request.textCount === 0) return '';
  const label = `Compare the ${request.textCount} texts replaced at ${clock(request.atMs, nowMs)}`;
  const button = element('button', { type: 'button', 'aria-label': label }, 'Compare');
  button.addEventListener('click', () => showTexts(request, nowMs));
  return button;
}
