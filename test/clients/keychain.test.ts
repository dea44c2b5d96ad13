// A real keychain, installed if this machine has none and lets us.
import { installKeyring } from '../helpers/private-keyring.ts';
import { testRealKeychain } from '../auth/real-keychain.ts';

const why = installKeyring();
if (why !== undefined) process.stderr.write(`\n!!! NOT TESTED: a real keychain; ${why}\n\n`);
testRealKeychain(why);
