// The four charts. Each draws the numbers it is given into a place, as wide as that is; none adds anything up but its own bars.
import { bar, hatching, present, shape, ticks } from './draw.js';
import { axisCount, count, moment, share } from './words.js';

const LEFT = 46;
const BOTTOM = 20;
const TOP = 8;

/** Tokens per step: what was sent, and above it what would have been. */
export function drawTokens(place, { stepMs, steps }, which) {
  const width = place.clientWidth;
  const height = 208;
  const most = Math.max(...steps.map((step) => top(step[which])));
  const scale = ticks(most);
  const yOf = (value) => TOP + (height - TOP - BOTTOM) * (1 - value / scale.at(-1));
  const band = bandsOf(width, steps.length);
  const hatch = hatching();
  const bars = steps.flatMap((step, index) => {
    const { tokensBefore, tokensAfter } = step[which];
    const across = { x: band.x(index), width: band.bar };
    const sent = { ...across, y: yOf(tokensAfter), height: yOf(0) - yOf(tokensAfter) };
    const gap = tokensAfter > 0 ? 1 : 0;
    const left = {
      ...across,
      y: yOf(tokensBefore),
      height: yOf(tokensAfter) - yOf(tokensBefore) - gap,
    };
    const spared = bar('spared', left);
    if (spared !== '') spared.setAttribute('fill', hatch.fill);
    return [bar('sent', sent), spared];
  });
  const svg = canvas(width, height);
  const axis = scale.map((value) => [yOf(value), axisCount(value)]);
  svg.append(
    hatch.definition,
    ...grid(axis, width),
    ...bars,
    ...dates(steps, { stepMs, band, height }),
  );
  const name = which === 'newInput' ? 'New input' : 'Whole requests';
  present(place, {
    svg,
    label: `${name} in tokens over ${steps.length} steps of time, with and without headroom. Arrow keys read them out.`,
    keys: [
      ['sent', 'sent'],
      ['spared', 'not sent, thanks to headroom'],
    ],
    rest: 'Point at a bar, or use the arrow keys, to read it.',
    parts: steps.length,
    partAt: (x) => band.at(x),
    mark: (index) => ({
      x: band.x(index) - band.gap / 2,
      y: TOP,
      width: band.step,
      height: height - TOP - BOTTOM,
    }),
    read: (index) => {
      const { fromMs, [which]: saving, requests } = steps[index];
      const { tokensBefore, tokensAfter, savedShare } = saving;
      const when = moment(fromMs, stepMs);
      if (requests === 0) return `${when}: nothing`;
      return `${when}: ${count(tokensBefore)} without headroom, ${count(tokensAfter)} with (${share(savedShare)} less), ${count(requests)} requests`;
    },
  });
}

/** Upwards what was read from the cache, downwards what was not: written to it, or plain. */
export function drawCache(place, { stepMs, steps }) {
  const width = place.clientWidth;
  const height = 208;
  const up = (step) => step.cache.readTokens;
  const written = ({ cache }) => cache.writeTokens5m + cache.writeTokens1h;
  const down = (step) => written(step) + step.cache.uncachedTokens;
  const mostUp = Math.max(...steps.map(up));
  const mostDown = Math.max(...steps.map(down));
  // One unit for both directions: where one of them has nothing, the other has all the room.
  const unit = ticks(Math.max(mostUp, mostDown, 1))[1];
  const [unitsUp, unitsDown] = [Math.ceil(mostUp / unit), Math.ceil(mostDown / unit)];
  const room = height - TOP - BOTTOM;
  const unitSize = room / Math.max(unitsUp + unitsDown, 1);
  const zero = TOP + unitsUp * unitSize;
  const size = (value) => (value / unit) * unitSize;
  const band = bandsOf(width, steps.length);
  const bars = steps.flatMap((step, index) => {
    const across = { x: band.x(index), width: band.bar };
    const writes = size(written(step));
    return [
      bar('read', { ...across, y: zero - size(up(step)), height: size(up(step)) }),
      bar('write', { ...across, y: zero + 1, height: writes }),
      bar('plain', { ...across, y: zero + 1 + writes, height: size(step.cache.uncachedTokens) }),
    ];
  });
  const svg = canvas(width, height);
  const axis = Array.from({ length: unitsUp + unitsDown + 1 }, (_, index) => [
    TOP + index * unitSize,
    axisCount(Math.abs(unitsUp - index) * unit),
  ]);
  svg.append(...grid(axis, width), ...bars, ...dates(steps, { stepMs, band, height }));
  svg.append(shape('line', { class: 'zero', x1: LEFT, x2: width, y1: zero, y2: zero }));
  present(place, {
    svg,
    label: `Cache reads against writes in tokens over ${steps.length} steps of time. Arrow keys read them out.`,
    keys: [
      ['read', 'read from cache'],
      ['write', 'written to cache'],
      ['plain', 'uncached'],
    ],
    rest: 'Up: read from the cache, at a fraction of the price. Down: paid in full or more.',
    parts: steps.length,
    partAt: (x) => band.at(x),
    mark: (index) => ({ x: band.x(index) - band.gap / 2, y: TOP, width: band.step, height: room }),
    read: (index) => {
      const { fromMs, cache, requests } = steps[index];
      const when = moment(fromMs, stepMs);
      if (requests === 0) return `${when}: nothing`;
      return `${when}: ${count(cache.readTokens)} read (${share(cache.readShare)}), ${count(written(steps[index]))} written, ${count(cache.uncachedTokens)} uncached`;
    },
  });
}

const MOST_TOOLS = 8;

/** One line per tool, those with the most saved first. */
export function drawTools(place, byTool) {
  const tools = byTool.slice(0, MOST_TOOLS);
  const width = place.clientWidth;
  const row = 36;
  const most = Math.max(...tools.map(top), 1);
  const hatch = hatching();
  const svg = canvas(width, Math.max(row, tools.length * row));
  svg.append(hatch.definition);
  tools.forEach((tool, index) => {
    const y = index * row;
    const sent = (tool.tokensAfter / most) * width;
    const spared = bar('spared', {
      x: sent + 1,
      y: y + 20,
      width: (tool.savedTokens / most) * width - 1,
      height: 9,
    });
    if (spared !== '') spared.setAttribute('fill', hatch.fill);
    svg.append(
      shape('text', { x: 0, y: y + 14 }, shorten(tool.tool, width - 150)),
      shape('text', { x: width, y: y + 14, class: 'end soft' }, sizes(tool)),
      bar('sent', { x: 0, y: y + 20, width: sent, height: 9 }),
      spared,
    );
  });
  const others = byTool.length - tools.length;
  present(place, {
    svg,
    label: `New input of ${byTool.length} tools, before and after. Arrow keys read it out.`,
    keys: [
      ['sent', 'sent'],
      ['spared', 'not sent'],
    ],
    rest:
      others > 0
        ? `${others} more tools are in headroom perf.`
        : 'Tokens of tool output, seen for the first time.',
    parts: tools.length,
    partAt: (_x, y) => Math.floor(y / row),
    mark: (index) => ({ x: 0, y: index * row, width, height: row - 2 }),
    read: (index) => {
      const { tool, texts, replacedTexts, tokensBefore, tokensAfter, savedShare } = tools[index];
      return `${tool}: ${count(tokensBefore)} before, ${count(tokensAfter)} after (${share(savedShare)} less); ${count(replacedTexts)} of ${count(texts)} texts replaced`;
    },
  });
}

const MOST_TURNS = 24;

/** One line per turn of a conversation: what of its request came from the cache, what was new, what was left out. */
export function drawTurns(place, allTurns) {
  const turns = allTurns.slice(-MOST_TURNS);
  const firstTurn = allTurns.length - turns.length + 1;
  const width = place.clientWidth;
  const row = 17;
  const right = 58;
  const most = Math.max(...turns.map(({ wholeRequest }) => top(wholeRequest)), 1);
  const scale = (tokens) => (tokens / most) * (width - LEFT - right);
  const hatch = hatching();
  const svg = canvas(width, Math.max(row, turns.length * row));
  svg.append(hatch.definition);
  turns.forEach((turn, index) => {
    const y = index * row;
    svg.append(
      shape('text', { x: LEFT - 10, y: y + 12, class: 'end soft' }, String(firstTurn + index)),
      ...segments(turn, { y: y + 3, height: row - 6, scale, fill: hatch.fill }),
      shape('text', { x: width, y: y + 12, class: 'end soft' }, turnSize(turn)),
    );
  });
  present(place, {
    svg,
    label: `${allTurns.length} turns of a conversation: tokens read from the cache, new ones, and those left out. Arrow keys read them out.`,
    keys: [
      ['read', 'read from cache'],
      ['write', 'written to cache'],
      ['plain', 'uncached'],
      ['spared', 'not sent'],
    ],
    rest:
      firstTurn > 1
        ? `The last ${turns.length} of ${allTurns.length} turns.`
        : 'Each line is one request; the history grows from turn to turn.',
    parts: turns.length,
    partAt: (_x, y) => Math.floor(y / row),
    mark: (index) => ({ x: 0, y: index * row, width, height: row }),
    read: (index) => {
      const { usage, wholeRequest, status, newInput } = turns[index];
      const name = `Turn ${firstTurn + index}`;
      if (usage === null) return `${name}: no usage reported (status ${status})`;
      const written = usage.cacheWrite5m + usage.cacheWrite1h;
      return `${name}: ${count(usage.cacheRead)} read from cache, ${count(written)} written, ${count(usage.input)} uncached, ${count(wholeRequest.savedTokens)} not sent, ${count(newInput.savedTokens)} of them new`;
    },
  });
}

function segments({ usage, wholeRequest }, { y, height, scale, fill }) {
  if (usage === null)
    return [
      shape('line', {
        class: 'zero',
        x1: LEFT,
        x2: LEFT + 8,
        y1: y + height / 2,
        y2: y + height / 2,
      }),
    ];
  const parts = [
    ['read', usage.cacheRead],
    ['write', usage.cacheWrite5m + usage.cacheWrite1h],
    ['plain', usage.input],
    ['spared', Math.max(0, wholeRequest.savedTokens)],
  ];
  let x = LEFT;
  return parts.map(([name, tokens]) => {
    const width = scale(tokens);
    const made = bar(name, { x, y, width: width - (width > 3 ? 1 : 0), height });
    if (name === 'spared' && made !== '') made.setAttribute('fill', fill);
    x += width;
    return made;
  });
}

function turnSize({ usage, wholeRequest, status }) {
  return usage === null ? `status ${status}` : count(wholeRequest.tokensAfter);
}

function sizes({ tokensBefore, tokensAfter }) {
  return `${count(tokensBefore)} → ${count(tokensAfter)}`;
}

function top({ tokensBefore, tokensAfter }) {
  return Math.max(tokensBefore, tokensAfter);
}

/** About six pixels a letter; a name that is too long keeps both of its ends. */
function shorten(name, pixels) {
  const letters = [...name];
  const most = Math.max(8, Math.floor(pixels / 7));
  if (letters.length <= most) return name;
  const half = Math.floor((most - 1) / 2);
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`;
}

function canvas(width, height) {
  return shape('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
}

/** Columns of equal width. */
function bandsOf(width, parts) {
  const step = (width - LEFT) / parts;
  const size = Math.max(1, Math.min(step * 0.74, 26));
  const gap = step - size;
  return {
    step,
    gap,
    bar: size,
    x: (index) => LEFT + index * step + gap / 2,
    at: (x) => Math.floor((x - LEFT) / step),
  };
}

function grid(lines, width) {
  return lines.flatMap(([y, text]) => [
    shape('line', { class: 'grid', x1: LEFT, x2: width, y1: y, y2: y }),
    shape('text', { x: LEFT - 8, y: y + 4, class: 'end soft' }, text),
  ]);
}

/** As many dates as there is room for, at the steps where a day (or a month) begins where that is possible. */
function dates(steps, { stepMs, band, height }) {
  const each = Math.max(1, Math.ceil(76 / band.step));
  const day = 86_400_000;
  const isDaily = stepMs < day && steps.length * stepMs > 2 * day;
  const begins = ({ fromMs }) => new Date(fromMs).getHours() * 3_600_000 < stepMs;
  const wanted = isDaily
    ? steps.flatMap((step, index) => (begins(step) ? [index] : []))
    : steps.flatMap((_step, index) => (index % each === 0 ? [index] : []));
  let free = 0;
  return wanted.flatMap((index) => {
    const x = LEFT + index * band.step;
    if (x < free || x > LEFT + steps.length * band.step - 44) return [];
    free = x + 70;
    return [
      shape(
        'text',
        { x, y: height - 5, class: 'soft' },
        dateText(steps[index].fromMs, stepMs, isDaily),
      ),
    ];
  });
}

function dateText(fromMs, stepMs, isDaily) {
  const day = 86_400_000;
  if (stepMs >= day) return moment(fromMs, stepMs);
  const options = isDaily
    ? { weekday: 'short', day: 'numeric' }
    : { hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat('en-GB', options).format(fromMs);
}
