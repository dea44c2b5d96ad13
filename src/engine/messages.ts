// What travels between the proxy's thread and the worker that compresses.
import type { TextJob, TextResult } from '../compress/text-job.ts';

export type Request =
  | { readonly id: number; readonly task: 'compress'; readonly job: TextJob }
  | { readonly id: number; readonly task: 'count'; readonly texts: readonly string[] }
  | { readonly id: number; readonly task: 'count-prompt'; readonly body: Uint8Array };

export type Reply =
  | { readonly id: number; readonly task: 'compress'; readonly result: TextResult }
  | { readonly id: number; readonly task: 'count'; readonly counts: readonly number[] }
  | { readonly id: number; readonly task: 'count-prompt'; readonly tokens?: number | undefined }
  | { readonly id: number; readonly task: 'failed'; readonly message: string }
  /** A compressor threw; the text was handled without it. */
  | { readonly id: -1; readonly task: 'fault'; readonly where: string; readonly message: string };
