// fast-check with one seed and a bound on runs, so that a failure is the same everywhere.
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_260_105, numRuns: 300 });

export { fc };
