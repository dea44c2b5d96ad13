// Keys as they are stored: 32 bytes each.
import { createHash } from 'node:crypto';

const SHA256_HEX = /^[0-9a-f]{64}$/;

/** The 32 bytes of a sha256 given in hex; any other key is hashed to as many. */
export function rowKey(key: string): Buffer {
  return SHA256_HEX.test(key) ? Buffer.from(key, 'hex') : createHash('sha256').update(key).digest();
}
