// The dashboard in a real browser, installed if this machine has none and lets us.
import { installBrowser } from '../dashboard/browser.ts';
import { testInBrowser } from '../dashboard/real-browser.ts';

const why = installBrowser();
if (why !== undefined) process.stderr.write(`\n!!! NOT TESTED: the dashboard; ${why}\n\n`);
testInBrowser(why);
