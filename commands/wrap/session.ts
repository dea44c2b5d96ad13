// What `wrap` needs of a running headroom; narrow, so that it can be handed in.
import type { Subscription } from '../../src/compose/open-subscription.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';

export interface Session {
  /** With the launch key where there is one, without a slash at the end. */
  readonly baseUrl: string;
  /** Why nothing can be remembered; absent when all is well. */
  readonly trouble?: string;
  /** What went through since the start; complete once it is closed. */
  report(): PerfReport;
  /** How many requests could not be written down; complete once it is closed. */
  unrecorded(): number;
  /** Notes a fault of ours, away from the terminal. */
  warn(fault: unknown): void;
  close(): Promise<void>;
}

export interface SessionRequest {
  readonly settings: Settings;
  readonly verbose: boolean;
  /** The name of the agent, for what it sends without saying so. */
  readonly agent: string;
  /** Whether only requests with a key of this launch are answered. False for addresses that are pasted once and stay. */
  readonly isKeyed: boolean;
  /** Name of the folder that the agent works in. */
  readonly project: string;
  /** Requests are signed with a login of the user. */
  readonly subscription?: Subscription | undefined;
}

export type StartSession = (request: SessionRequest) => Promise<Session>;
