// What travels between the command and the threads that replay transcripts.
import type { Profile } from '../../compress/compressor.ts';
import type { TranscriptFile } from '../../transcripts/find-transcripts.ts';
import type { FilePiece } from './replay-file.ts';

export interface AuditThreadData {
  readonly profile: Profile;
  /** One number that changes as long as the thread gets on. */
  readonly beats: Int32Array;
}

export type FileRequest = TranscriptFile;

export type FileReply =
  | { readonly task: 'piece'; readonly piece: FilePiece }
  | { readonly task: 'end' }
  | { readonly task: 'failed'; readonly message: string };
