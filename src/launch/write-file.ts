// Replaces a file in one step: whoever reads it meanwhile, or after a crash, sees the old bytes or the new ones.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface FileReplacement {
  readonly path: string;
  readonly bytes: Buffer;
  /** Where the new bytes are written first; on the same disk as the file. */
  readonly beside: string;
  /** For a file that is not there yet. */
  readonly mode: number;
}

/** A link stays a link and a mode stays a mode: what is replaced is the file behind them. */
export function replaceFile({ path, bytes, beside, mode }: FileReplacement): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeThrough(beside, bytes, existsSync(path) ? statSync(path).mode & 0o777 : mode);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The file that a path leads to, through links. */
export function behindLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function writeThrough(path: string, bytes: Buffer, mode: number): void {
  const file = openSync(path, 'w', mode);
  try {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(file, bytes, written);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
