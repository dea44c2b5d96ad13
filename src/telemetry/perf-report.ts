// The report of `headroom perf`, as plain data: what `--json` prints and what every view draws. Shares are 0 to 1; null
// means that nothing was measured, never zero.

export interface PerfReport {
  /** Raised when a key changes its meaning or goes away. */
  readonly version: 1;
  readonly window: {
    /** Asked for: events since then; null for everything. */
    readonly sinceMs: number | null;
    /** Found: time of the first and the last event. */
    readonly firstMs: number | null;
    readonly lastMs: number | null;
  };
  readonly requests: RequestCounts;
  /** Texts of tool outputs that were seen for the first time, in o200k; what was fetched back counts against us. */
  readonly newInput: Saving & {
    readonly texts: number;
    readonly replacedTexts: number;
    readonly putBackTokens: number;
    /** The same in tokens of the models, as `calibration` says. */
    readonly modelTokens: Saving;
  };
  /**
   * Everything the provider read, replayed history included, by its own counts; net of put back texts and our tool. What was left
   * out is our count, converted as `calibration` says.
   */
  readonly wholeRequests: Saving;
  readonly money: MoneyReport;
  /** How the models of these requests count, by family. */
  readonly calibration: readonly CalibrationReport[];
  readonly cache: CacheReport;
  readonly byTool: readonly ({ readonly tool: string } & TextSaving)[];
  readonly byCompressor: readonly ({
    readonly by: string;
    readonly kind: string;
    readonly fidelity: string;
  } & TextSaving)[];
  /** Why texts seen for the first time were left as they are. */
  readonly kept: readonly {
    readonly reason: string;
    readonly texts: number;
    readonly tokens: number;
  }[];
  /** What changed in tool definitions and system prompts from one request of a conversation to the next. */
  readonly volatile: readonly VolatileReport[];
  /** Requests that asked a model, by what asked, and for what. */
  readonly byModel: readonly (GroupReport & { readonly model: string })[];
  readonly byAgent: readonly (GroupReport & { readonly agent: string })[];
  readonly byProject: readonly (GroupReport & { readonly project: string })[];
  readonly byProvider: readonly (GroupReport & { readonly provider: string })[];
  readonly latency: {
    readonly waitMs: Percentiles | null;
    readonly firstByteMs: Percentiles | null;
  };
  readonly retrievals: RetrievalReport;
  /** Null when it could not be read. */
  readonly store: StoreSize | null;
}

export interface RequestCounts {
  readonly total: number;
  /** Asked a model for an answer. */
  readonly send: number;
  readonly count: number;
  readonly other: number;
  /** Of `send`: something was replaced in it. */
  readonly changed: number;
  /** Of `send`: ended with a status of 400 or above. */
  readonly failed: number;
  readonly aborted: number;
  /** Of `send`: why whole bodies went out as they came. */
  readonly unchanged: readonly { readonly reason: string; readonly requests: number }[];
}

export interface Saving {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly savedTokens: number;
  readonly savedShare: number | null;
}

export interface TextSaving extends Saving {
  readonly texts: number;
  readonly replacedTexts: number;
}

/**
 * What one o200k token is to the models of a family. Learnt from all requests there are, not only those of the window: of those whose
 * body could be counted whole, what the provider said they took by what we count in them.
 */
export interface CalibrationReport {
  readonly family: string;
  /** Our counts are multiplied by it in `wholeRequests`, `money` and `modelTokens`; 1 as long as too little is known. */
  readonly ratio: number;
  /** Whether the ratio was learnt, and what it multiplies is an estimate. */
  readonly isEstimated: boolean;
  /** Those it was learnt from: five at least, with 20,000 tokens. */
  readonly requests: number;
  readonly ownTokens: number;
  readonly providerTokens: number;
}

/** US dollars at list prices, over the requests whose usage and price are known. */
export interface MoneyReport {
  readonly pricesAsOf: string;
  readonly spentUsd: number;
  readonly savedUsd: number;
  /** The saved tokens at the plain input price, as if there were no cache: for comparison only. */
  readonly listSavedUsd: number;
  readonly retrievalUsd: number;
  readonly toolDefinitionUsd: number;
  /** saved - retrieval - toolDefinition */
  readonly netSavedUsd: number;
  /** netSaved of what would have been spent; null when nothing has a price. */
  readonly netSavedShare: number | null;
  readonly pricedRequests: number;
  /** Answered requests that could not be priced. */
  readonly unpricedRequests: number;
  /** Whether tokens were converted for what was saved. */
  readonly isEstimated: boolean;
  readonly unknownModels: readonly string[];
}

export interface CacheReport {
  readonly readTokens: number;
  readonly writeTokens5m: number;
  readonly writeTokens1h: number;
  readonly uncachedTokens: number;
  readonly outputTokens: number;
  readonly readShare: number | null;
  /**
   * Requests in which a text was replaced that the provider may have had in its cache as it was: first decided in that
   * request although it was history already. The pipeline never does this; any number but 0 is a fault of ours. A cache
   * that expired or a history that the client itself rewrote is not counted, because it is not ours.
   */
  readonly prefixRewritesByUs: number;
}

export interface VolatileReport {
  readonly part: string;
  readonly kind: string;
  readonly requests: number;
  /** Mean share of the head that stands before the change, 0 to 1. */
  readonly atShare: number;
  /** Estimated tokens of the head behind the change, over all these requests: read again without the cache. */
  readonly tokensBehind: number;
}

export interface GroupReport {
  readonly requests: number;
  readonly newInput: Saving;
  /** Null: no list price known, or no usage reported. */
  readonly spentUsd: number | null;
  readonly netSavedUsd: number | null;
}

export interface Percentiles {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface RetrievalReport {
  /** Originals handed out whole, through MCP or the command line. */
  readonly whole: number;
  readonly sliced: number;
  /** Estimated tokens handed out; a person at a terminal counts, too. */
  readonly tokens: number;
  /** Fetched texts that were seen in requests, and their estimated tokens: what money is charged for. */
  readonly putBackTexts: number;
  readonly putBackTokens: number;
}

export interface StoreSize {
  readonly originals: number;
  /** Bytes of the texts; on disk they are packed. */
  readonly originalBytes: number;
  readonly fileBytes: number;
}
