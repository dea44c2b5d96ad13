// Cells of tables: how a value reads, and what it is sorted by.
import {
  formatCount,
  formatMs,
  formatShare,
  formatUsd,
} from '../../telemetry/format/format-number.ts';
import type { Column } from '../../telemetry/format/text-table.ts';
import { printable } from '../../telemetry/format/printable.ts';
import type { ShownCell } from './shown-table.ts';

export function textCell(text: string | null | undefined): ShownCell {
  return { text: text ? printable(text) : '-', sortBy: text ? text : null };
}

export function countCell(count: number): ShownCell {
  return { text: formatCount(count), sortBy: count };
}

export function shareCell(share: number | null): ShownCell {
  return { text: formatShare(share), sortBy: share };
}

export function usdCell(usd: number | null): ShownCell {
  return { text: usd === null ? '?' : formatUsd(usd), sortBy: usd };
}

export function msCell(durationMs: number | null): ShownCell {
  return { text: durationMs === null ? '-' : formatMs(durationMs), sortBy: durationMs };
}

/** "15:04:05" of today, "Nov 20 15:04" before, as the clock on the wall has it. */
export function timeCell(atMs: number, nowMs: number): ShownCell {
  const [at, now] = [new Date(atMs), new Date(nowMs)];
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const isToday = at.toDateString() === now.toDateString();
  const day = at.toLocaleDateString('en-US', { month: 'short', day: '2-digit' });
  const text = isToday ? time.join(':') : `${day} ${time.slice(0, 2).join(':')}`;
  return { text, sortBy: atMs };
}

export function left(title: string): Column {
  return { title, align: 'left' };
}

export function right(title: string): Column {
  return { title, align: 'right' };
}

/** The same column, left out where there is no room. */
export function optional(column: Column): Column {
  return { ...column, optional: true };
}
