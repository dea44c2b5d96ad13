// Reads the store again and again, and keeps the last good answer when it cannot be read for a moment.
import { useEffect, useState } from 'react';
import { HeadroomError } from '../errors.ts';
import type { Snapshot, SnapshotRequest, SnapshotSource } from './snapshot.ts';

export interface Reading {
  readonly snapshot: Snapshot;
  readonly fault: string | undefined;
}

const PAUSE_MS = 1_000;
/** Reading takes at most this share of the time: a large store is read less often. */
const MOST_SHARE = 0.1;

/** The newest snapshot, about once a second. */
export function useSnapshot(source: SnapshotSource, request: SnapshotRequest): Reading {
  const { lengthMs, mostPoints } = request;
  const [reading, setReading] = useState<Reading>(() => firstReading(source, request));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = (): void => {
      const startMs = performance.now();
      setReading((last) => nextReading(source, { lengthMs, mostPoints }, last));
      const tookMs = performance.now() - startMs;
      timer = setTimeout(readAgain, Math.max(PAUSE_MS, tookMs / MOST_SHARE));
    };
    readAgain();
    return () => clearTimeout(timer);
  }, [source, lengthMs, mostPoints]);
  return reading;
}

function firstReading(source: SnapshotSource, request: SnapshotRequest): Reading {
  // The first one is thrown when it fails: there is nothing to show, and the reason belongs on the command line.
  return { snapshot: source.read(request), fault: undefined };
}

function nextReading(source: SnapshotSource, request: SnapshotRequest, last: Reading): Reading {
  try {
    return { snapshot: source.read(request), fault: undefined };
  } catch (error) {
    if (!HeadroomError.isInstance(error)) throw error;
    return { snapshot: last.snapshot, fault: error.message };
  }
}
