// One text at a time, outside any request: behind `headroom compress` and the MCP tool.
import { originalOf } from '../ccr/decision-row.ts';
import { textDigest } from '../ccr/handle.ts';
import { markers } from '../ccr/markers.ts';
import type { ContentKind, Profile } from '../compress/compressor.ts';
import { detectKind } from '../compress/detect.ts';
import { explainRows, type Because, type ExplainRow } from '../compress/explain/explain-rows.ts';
import { originOf } from '../compress/origin/origin-of-call.ts';
import { originOfText } from '../compress/origin/origin-of-text.ts';
import type { KeptUnit } from '../compress/select/kept-because.ts';
import { readToolInput } from '../compress/origin/tool-input.ts';
import type { Settings } from '../config/settings.ts';
import { createGuardedEngine } from '../engine/guarded-engine.ts';
import { workerModule } from '../engine/worker-module.ts';
import { decideAlone } from '../pipeline/decide-alone.ts';
import type { CompressionEngine, KeepReason, LedgerEntry } from '../pipeline/ports.ts';
import type { Store } from '../store/open-store.ts';
import type { NewOriginal } from '../store/originals.ts';
import { openMemory } from './open-memory.ts';

export type { Because, ExplainRow };

export interface TextRequest {
  readonly text: string;
  readonly tool?: string;
  /** Raw JSON of the tool's input. */
  readonly toolInput?: string;
  readonly question?: string;
}

/** Field names are what `--json` prints. */
export interface TextOutcome {
  /** With its marker, where something was lost. */
  readonly text: string;
  /** Exact o200k counts. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly kind: string;
  readonly by?: string;
  readonly lossless: boolean;
  readonly handle?: string;
  /** Why the text was left as it is. */
  readonly reason?: KeepReason;
}

/** An outcome, and how it came about, line by line. */
export interface TextExplanation extends TextOutcome {
  readonly rows: readonly ExplainRow[];
}

export interface TextCompressor {
  compress(request: TextRequest): Promise<TextOutcome>;
  /** As `compress`, with the reasons. */
  explain(request: TextRequest): Promise<TextExplanation>;
  close(): Promise<void>;
}

export interface TextCompressorOptions {
  /** How the marker says that an original is fetched. */
  readonly way?: 'mcp' | 'shell';
  /** Also stores texts that lost nothing, so that parts of them can be fetched. */
  readonly storesAll?: boolean;
}

/** Compresses with the rules of a request. A lossy text is given out only once its original is stored. */
export function createTextCompressor(
  settings: Settings,
  options: TextCompressorOptions = {},
): TextCompressor {
  const memory = openMemory(settings);
  const engine = createGuardedEngine({ module: workerModule(), onFault: memory.log.warn });
  async function compress(request: TextRequest, asked = engine): Promise<TextOutcome> {
    const entry = await decideAlone(
      { key: '', zone: 'live', ...request },
      { ...contextOf(request, settings.profile), engine: asked },
    );
    const kept = stored(entry, memory.store);
    const outcome = await outcomeOf(request, kept);
    if (options.storesAll !== true || outcome.handle !== undefined) return outcome;
    const handle = storedHandle(request, memory.store);
    return handle === undefined ? outcome : { ...outcome, handle };
  }

  return {
    compress: (request) => compress(request),
    explain: async (request) => {
      let kept: readonly KeptUnit[] = [];
      const telling: CompressionEngine = {
        ...engine,
        compress: async (job) => {
          const result = await engine.compress({ ...job, explain: true });
          if (result.action === 'replace') kept = result.kept ?? [];
          return result;
        },
      };
      const outcome = await compress(request, telling);
      const { text: sent, lossless } = outcome;
      return {
        ...outcome,
        rows: explainRows({ original: request.text, sent, lossy: !lossless, kept }),
      };
    },
    close: async () => {
      await engine.close();
      memory.close();
    },
  };

  function contextOf(request: TextRequest, profile: Profile): Parameters<typeof decideAlone>[1] {
    return { engine, markers, profile, question: request.question, way: options.way ?? 'shell' };
  }

  async function outcomeOf(request: TextRequest, entry: LedgerEntry): Promise<TextOutcome> {
    const { text } = request;
    const { decision } = entry;
    if (decision.action === 'keep') {
      const [tokens = 0] = await engine.count([text]);
      const { reason } = decision;
      const kind = kindOf(request);
      return { text, tokensBefore: tokens, tokensAfter: tokens, kind, lossless: true, reason };
    }
    const [tokensBefore = 0, tokensAfter = 0] = await engine.count([text, decision.text]);
    const { kind, by, fidelity, handle } = decision;
    return {
      text: decision.text,
      tokensBefore,
      tokensAfter,
      kind,
      by,
      lossless: fidelity !== 'lossy',
      ...(handle !== undefined && { handle }),
    };
  }
}

/** As a compressor would have been told it. */
function kindOf({ text, tool, toolInput }: TextRequest): ContentKind {
  return detectKind(text, originOfText(originOf(tool, readToolInput(toolInput)), text));
}

/** The entry once its original is durable; without that the text is kept. */
function stored(entry: LedgerEntry, store: Store | undefined): LedgerEntry {
  const original = originalOf(entry);
  if (original === undefined || isStored(original, store)) return entry;
  return { key: entry.key, decision: { action: 'keep', reason: 'store-unavailable' } };
}

function storedHandle({ text, tool }: TextRequest, store: Store | undefined): string | undefined {
  const handle = markers.handleFor(text);
  const original = { handle, sha256: textDigest(text), text, ...(tool !== undefined && { tool }) };
  return isStored(original, store) ? handle : undefined;
}

/** Stores an original and reads it back: its handle may belong to another text. */
function isStored(original: NewOriginal, store: Store | undefined): boolean {
  if (store?.commit({ decisions: [], originals: [original] }).status !== 'done') return false;
  const found = store.originals.read(original.handle);
  return found.status === 'done' && found.value?.text === original.text;
}
