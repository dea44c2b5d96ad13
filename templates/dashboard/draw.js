// What all charts are made of: SVG elements, scales, hatching, and a cursor that pointer and keyboard move alike.
import { element } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element. Texts among the children are texts. */
export function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** A rectangle; nothing where it would have no size. */
export function bar(className, { x, y, width, height }) {
  if (!(width > 0) || !(height > 0)) return '';
  const round = (value) => Math.round(value * 100) / 100;
  return shape('rect', {
    class: className,
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
  });
}

/** Round numbers from 0 to at least `most`, about three of them. */
export function ticks(most) {
  if (most <= 0) return [0, 1];
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const found = [0];
  while (found.at(-1) < most) found.push(found.length * step);
  return found;
}

let patterns = 0;

/** Hatching for what was not sent: told from what was without any colour. */
export function hatching() {
  const id = `hatch-${patterns++}`;
  const pattern = shape(
    'pattern',
    { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    shape('rect', { class: 'hatch-ground', width: 5, height: 5 }),
    shape('rect', { class: 'hatch-line', width: 1.4, height: 5 }),
  );
  return { definition: shape('defs', {}, pattern), fill: `url(#${id})` };
}

/**
 * Puts a picture into its place, with a key above and a line below that reads out what the cursor is on.
 * `parts`: how many there are. `partAt(x, y)`: which one is there. `mark(index)`: where it is. `read(index)`: its words.
 */
export function present(place, { svg, label, keys, rest, parts, partAt, mark, read }) {
  const marker = shape('rect', { class: 'cursor', visibility: 'hidden' });
  svg.prepend(marker);
  svg.setAttribute('aria-hidden', 'true');
  const readout = element('p', { class: 'readout', 'aria-live': 'polite' }, rest);
  const stage = element(
    'div',
    { class: 'stage', tabindex: '0', role: 'img', 'aria-label': label },
    svg,
  );
  let current = -1;

  function show(index) {
    current = index;
    place.dataset.cursor = String(index);
    if (index < 0) {
      marker.setAttribute('visibility', 'hidden');
      readout.textContent = rest;
      return;
    }
    const { x, y, width, height } = mark(index);
    for (const [name, value] of Object.entries({ x, y, width, height })) {
      marker.setAttribute(name, String(value));
    }
    marker.setAttribute('visibility', 'visible');
    readout.textContent = read(index);
  }

  stage.addEventListener('pointermove', (event) => {
    const { left, top } = svg.getBoundingClientRect();
    const index = partAt(event.clientX - left, event.clientY - top);
    show(index >= 0 && index < parts ? index : -1);
  });
  stage.addEventListener('pointerleave', () => show(-1));
  stage.addEventListener('blur', () => show(-1));
  stage.addEventListener('keydown', (event) => {
    const moves = {
      ArrowLeft: current - 1,
      ArrowUp: current - 1,
      ArrowRight: current + 1,
      ArrowDown: current + 1,
      Home: 0,
      End: parts - 1,
    };
    if (event.key === 'Escape') show(-1);
    if (!Object.hasOwn(moves, event.key) || parts === 0) return;
    event.preventDefault();
    show(Math.min(parts - 1, Math.max(0, moves[event.key])));
  });
  replaceIn(place, [keyOf(keys), stage, readout], { stage, show, parts });
}

/** A picture that is drawn anew keeps its focus and what was read out. */
function replaceIn(place, children, { stage, show, parts }) {
  const isFocused = place.contains(document.activeElement);
  const cursor = Number(place.dataset.cursor ?? -1);
  place.replaceChildren(...children);
  if (isFocused) stage.focus({ preventScroll: true });
  if (cursor < parts && (isFocused || place.matches(':hover'))) show(cursor);
}

function keyOf(keys) {
  const entries = keys.map(([className, text]) =>
    element('span', {}, element('i', { class: `swatch ${className}` }), text),
  );
  return element('p', { class: 'key' }, ...entries);
}
