// Numbers and times as a person reads them, and elements made without ever reading text as markup.

/** "812", "9,812", "181.2k", "9.81M" */
export function count(number) {
  const size = Math.abs(number);
  if (size < 10_000) return Math.round(number).toLocaleString('en-US');
  if (size < 999_950) return `${(number / 1e3).toFixed(1)}k`;
  return size < 999_950_000 ? `${(number / 1e6).toFixed(2)}M` : `${(number / 1e9).toFixed(2)}B`;
}

/** "0", "500k", "2.5M": round numbers without what they do not need. */
export function axisCount(number) {
  const text = number < 10_000 && number >= 1_000 ? `${number / 1e3}k` : count(number);
  return text.replace(/(\.\d*?)0+(?=[kMB])/, '$1').replace(/\.(?=[kMB])/, '');
}

/** "46.9 %" */
export function share(value) {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}

/** "$14,499.15", "$12.30", "$0.041" */
export function dollars(usd) {
  const size = Math.abs(usd);
  const digits =
    size >= 1 || size === 0 ? 2 : Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(size))));
  const text = size.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${usd < 0 ? '−' : ''}$${text}`;
}

/** "2.1 ms", "1.84 s" */
export function duration(ms) {
  return ms < 1000 ? `${ms.toFixed(ms < 100 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** "812 B", "8.2 MB" */
export function bytes(size) {
  if (size < 1000) return `${size} B`;
  return size < 999_950 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}

const DAY_MS = 86_400_000;

/** As much of a moment as tells it from its neighbours. */
export function moment(atMs, stepMs = 0) {
  const options =
    stepMs >= 28 * DAY_MS
      ? { year: 'numeric', month: 'short' }
      : stepMs >= DAY_MS
        ? { month: 'short', day: 'numeric' }
        : { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat('en-GB', options).format(atMs);
}

/** "14:05", or "20 Nov, 14:05" on any other day. */
export function clock(atMs, nowMs) {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const day = isToday ? {} : { day: 'numeric', month: 'short' };
  const time = { hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat('en-GB', { ...day, ...time }).format(atMs);
}

/** An element. Children are elements or texts; a text is never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A number as it is read, with the exact one behind it. */
export function exact(number, text) {
  return element('data', { value: String(number), title: String(number) }, text);
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}
