// Secrets: compared in constant time, and taken out of what is kept or logged.
import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two secrets are equal, without telling by the time taken how much of them is. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Some providers take their key in the query. */
const SECRET_PARAMETERS =
  /([?&](?:key|api[_-]?key|access_token|token|code|sig|signature)=)[^&#]*/gi;

/** A request target that may be logged and kept. */
export function redactTarget(target: string): string {
  return target.replace(SECRET_PARAMETERS, '$1***');
}
