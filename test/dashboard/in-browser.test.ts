import { whyNoBrowser } from './browser.ts';
import { testInBrowser } from './real-browser.ts';

const why = whyNoBrowser();
if (why !== undefined) console.warn(`The dashboard is not looked at: ${why}.`);
testInBrowser(why);
