// Work in steps, done in one go.

/** What the steps come to when nobody else waits between them. */
export function runSteps<Value>(steps: Iterator<unknown, Value, undefined>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
