// The secret first path element of one launch: another user of this machine cannot guess the base URL.
import { randomBytes } from 'node:crypto';

/** 24 characters that need no escaping in a URL. */
export function createLaunchKey(): string {
  return randomBytes(18).toString('base64url');
}
