// Where the compiled worker lies: beside this file, or in the build when this file runs as source.

/** The module for `createWorkerEngine`. */
export function workerModule(): URL {
  const here = import.meta.url;
  return here.endsWith('.ts')
    ? new URL('../../dist/src/engine/worker-thread.js', here)
    : new URL('./worker-thread.js', here);
}
