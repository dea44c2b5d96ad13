// The size of the terminal, also after it has changed.
import { useStdout } from 'ink';
import { useEffect, useState } from 'react';
import type { ScreenSize } from './parts/frame.tsx';

const USUAL: ScreenSize = { columns: 80, rows: 24 };

/** Renders again when the terminal is resized. */
export function useScreenSize(): ScreenSize {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => sizeOf(stdout));
  useEffect(() => {
    const resize = (): void => setSize(sizeOf(stdout));
    stdout.on('resize', resize);
    return () => void stdout.off('resize', resize);
  }, [stdout]);
  return size;
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): ScreenSize {
  return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
}
