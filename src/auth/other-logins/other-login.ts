// A login that another program keeps on this machine.
import type { Variables } from '../copilot-configuration.ts';

export interface OtherLogin {
  readonly token: string;
  /** The place, for a person. */
  readonly from: string;
}

export interface OtherLoginQuestion {
  /** Whose logins count. */
  readonly host: string;
  readonly variables: Variables;
}
