// Reads the store again and again, and keeps the last good answer when it cannot be read for a moment.
import { useEffect, useRef, useState } from 'react';
import { HeadroomError } from '../errors.ts';
import type { Snapshot, SnapshotRequest, SnapshotSource } from './snapshot.ts';

export interface Reading {
  readonly snapshot: Snapshot;
  readonly fault: string | undefined;
}

const PAUSE_MS = 1_000;
/** Reading takes at most this share of the time: a large store is read less often. */
const MOST_SHARE = 0.1;

export interface SnapshotOptions extends SnapshotRequest {
  readonly first: Snapshot | undefined;
}

/** The newest snapshot, about once a second. */
export function useSnapshot(source: SnapshotSource, options: SnapshotOptions): Reading {
  const { lengthMs, mostPoints, first } = options;
  // When the first one fails there is nothing to show, and the reason belongs on the command line.
  const [reading, setReading] = useState<Reading>(() => ({
    snapshot: first ?? source.read({ lengthMs, mostPoints }),
    fault: undefined,
  }));
  const isFirst = useRef(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = (): void => {
      const startMs = performance.now();
      const next = nextReading(source, { lengthMs, mostPoints });
      setReading((last) => ({ ...last, ...next }));
      const tookMs = performance.now() - startMs;
      timer = setTimeout(readAgain, Math.max(PAUSE_MS, tookMs / MOST_SHARE));
    };
    if (isFirst.current) timer = setTimeout(readAgain, PAUSE_MS);
    else readAgain();
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [source, lengthMs, mostPoints]);
  return reading;
}

function nextReading(source: SnapshotSource, request: SnapshotRequest): Partial<Reading> {
  try {
    return { snapshot: source.read(request), fault: undefined };
  } catch (error) {
    if (!HeadroomError.isInstance(error)) throw error;
    return { fault: error.message };
  }
}
