// Numbers as a person reads them.

/** "812", "9,812", "181.2k", "9.81M", "68.71B" */
export function formatCount(count: number): string {
  const size = Math.abs(count);
  if (size < 10_000) return Math.round(count).toLocaleString('en-US');
  if (size < 999_950) return `${(count / 1e3).toFixed(1)}k`;
  return size < 999_950_000 ? `${(count / 1e6).toFixed(2)}M` : `${(count / 1e9).toFixed(2)}B`;
}

/** "46.9 %" */
export function formatShare(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}

/** "46.9 % less", "2.0 % more" */
export function formatSaving(share: number | null): string {
  if (share === null) return '-';
  return share < 0 ? `${formatShare(-share)} more` : `${formatShare(share)} less`;
}

/** "$14,499.15", "$12.30", "$0.041", "$0.00012": enough digits that little is not shown as nothing. */
export function formatUsd(usd: number): string {
  const sign = usd < 0 ? '-' : '';
  const size = Math.abs(usd);
  if (size >= 1 || size === 0) return `${sign}$${size.toLocaleString('en-US', TWO_DIGITS)}`;
  return `${sign}$${size.toFixed(Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(size)))))}`;
}

const TWO_DIGITS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** "2.1 ms", "1.84 s" */
export function formatMs(durationMs: number): string {
  return durationMs < 1000
    ? `${durationMs.toFixed(durationMs < 100 ? 1 : 0)} ms`
    : `${(durationMs / 1000).toFixed(2)} s`;
}

/** "812 B", "4.1 kB", "8.2 MB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
