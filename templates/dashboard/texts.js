// The texts of one request, before and after. They come from programs that the agent ran, so they are set as text, never as markup.
import { byId, clock, count, element } from './words.js';

const MOST_LINES = 4_000;
const dialog = byId('texts');
byId('texts-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close();
});

/** Opens the view on a request. */
export async function showTexts(request, nowMs) {
  const who = request.model ?? request.provider;
  byId('texts-title').textContent = `Replaced at ${clock(request.atMs, nowMs)}, ${who}`;
  byId('texts-list').replaceChildren();
  clear('Reading …');
  dialog.showModal();
  try {
    const response = await fetch(`/dashboard/texts?id=${request.id}`);
    const texts = await response.json();
    if (!response.ok) throw new Error(texts.error.message);
    list(texts);
  } catch (error) {
    clear(`The texts could not be read: ${error.message}`);
  }
}

function list(texts) {
  const buttons = texts.map((text) => {
    const sizes = `${count(text.tokensBefore)} → ${count(text.tokensAfter)}`;
    const name = element('b', {}, text.tool ?? 'text');
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': 'false' },
      name,
      ` ${sizes}`,
    );
    button.addEventListener('click', () => choose(text));
    return button;
  });
  const choose = (text) => {
    buttons.forEach((button, index) => {
      button.setAttribute('aria-pressed', String(texts[index] === text));
    });
    compare(text);
  };
  byId('texts-list').replaceChildren(...buttons);
  if (texts.length > 0) choose(texts[0]);
  else clear('Nothing is kept of this request any more.');
}

function clear(note) {
  byId('texts-note').textContent = note;
  byId('text-before').replaceChildren();
  byId('text-after').replaceChildren();
}

function compare({ before, after, by }) {
  const beforeLines = linesOf(before);
  const afterLines = linesOf(after);
  const left = fill('text-before', beforeLines, new Set(afterLines), 'gone');
  const added = fill('text-after', afterLines, new Set(beforeLines), 'new');
  byId('texts-note').textContent = noteOf({ before, after, by, left, added });
}

function noteOf({ before, after, by, left, added }) {
  if (after === undefined) return 'What was sent is not kept any more.';
  if (before === undefined)
    return `By ${by}. No original is kept: what was sent gives it back, or it was evicted.`;
  return `By ${by}. ${count(left)} lines stand on the left only, ${count(added)} on the right only.`;
}

function linesOf(text) {
  return text === undefined ? undefined : text.split('\n');
}

/** Gives how many lines the other side lacks. */
function fill(id, lines, others, className) {
  const place = byId(id);
  place.scrollTop = 0;
  if (lines === undefined) {
    place.replaceChildren(element('p', { class: 'soft' }, 'not kept'));
    return 0;
  }
  const isOnlyHere = (line) => others.size > 0 && !others.has(line);
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    return element('div', isOnlyHere(line) ? { class: className } : {}, line === '' ? ' ' : line);
  });
  const hidden = lines.length - shown.length;
  const rest = hidden > 0 ? [element('p', { class: 'soft' }, `${count(hidden)} more lines`)] : [];
  place.replaceChildren(...shown, ...rest);
  return lines.filter(isOnlyHere).length;
}
