// The proxy with everything behind it: the composition behind `wrap`, `proxy` and `demo`.
import { markers } from '../ccr/markers.ts';
import type { OwnPrices } from '../config/parse-prices.ts';
import type { Settings } from '../config/settings.ts';
import { dashboardPages } from '../dashboard/dashboard.ts';
import { createFigures, type Figures } from '../dashboard/figures.ts';
import { metricsPage } from '../dashboard/metrics.ts';
import { statsPage } from '../dashboard/stats.ts';
import { createGiveWay } from '../engine/give-way.ts';
import { createWorkerEngine } from '../engine/worker-engine.ts';
import { workerModule } from '../engine/worker-module.ts';
import type { PromptCounter } from '../pipeline/ports.ts';
import { createPipeline } from '../pipeline/prepare.ts';
import type { Provider } from '../providers/provider.ts';
import { startProxy } from '../proxy/listener.ts';
import type { Exchange } from '../proxy/exchange.ts';
import type { Page } from '../proxy/proxy-options.ts';
import type { SegmentOutcome } from '../pipeline/prepared.ts';
import { HeadroomError } from '../errors.ts';
import type { Calibration } from '../telemetry/calibration/calibration.ts';
import { createEventWriter } from '../telemetry/event-writer.ts';
import { promptTokens } from '../telemetry/money.ts';
import type { PerfReport } from '../telemetry/perf-report.ts';
import { readCalibration } from '../telemetry/read-report.ts';
import { recordExchange } from '../telemetry/record-exchange.ts';
import { reportOf } from '../telemetry/report.ts';
import { emptyTally } from '../telemetry/tally.ts';
import { tallyEvent } from '../telemetry/tally-events.ts';
import { VERSION } from '../version.ts';
import { companyProxy } from './company-proxy.ts';
import { keepWithinLimits } from './keep-within-limits.ts';
import { limitGarbage } from './limit-garbage.ts';
import { chooseProviders, WIRE_FORMATS } from './providers.ts';
import { openMemory, type Memory } from './open-memory.ts';

export interface StartRequest {
  readonly settings: Settings;
  /** Only requests that carry this key in their path are answered. */
  readonly launchKey?: string;
  /** The agent that is started for it, for requests that do not say whose they are. */
  readonly agent?: string | undefined;
  /** Name of the project that the agent works on. */
  readonly project?: string;
  /** Notes about every request in the log file. */
  readonly verbose?: boolean;
  /** Gets every request, signed: a launch by subscription. Needs a launch key. */
  readonly subscription?: { readonly provider: Provider } | undefined;
}

export interface RunningHeadroom {
  readonly url: string;
  /** For a client, with the launch key where there is one, without a slash at the end. */
  readonly baseUrl: string;
  /** Why nothing can be remembered, and so nothing is made smaller; absent when all is well. */
  readonly trouble?: string;
  /** What went through since the start. */
  report(): PerfReport;
  /** Writes to the log file. */
  readonly warn: (where: string, problem: unknown) => void;
  /** How many of those could not be written down, so that later reports lack them; complete once it is closed. */
  unrecorded(): number;
  /** Lets running answers end, then writes what is still waiting. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

/** Starts listening; ready when it resolves. Throws `PORT_IN_USE` or `TOKEN_REQUIRED`. */
export async function startHeadroom(request: StartRequest): Promise<RunningHeadroom> {
  const { settings } = request;
  limitGarbage();
  const memory = openMemory(settings, { verbose: request.verbose === true });
  const engine = createWorkerEngine({ module: workerModule(), onFault: memory.log.warn });
  const pipeline = createPipeline({
    ledger: memory.ledger,
    markers,
    engine,
    profile: settings.profile,
    onFault: memory.log.warn,
    giveWay: createGiveWay(),
  });
  const figures = createFigures(memory.store, settings.prices);
  const recorder = createRecorder(memory, { prices: settings.prices, engine, ...request });
  try {
    const proxy = await startProxy({
      host: settings.host,
      port: settings.port,
      pipeline,
      compress: settings.compress,
      ab: settings.ab,
      webSockets: settings.webSockets,
      companyProxy: companyProxy(settings),
      ...chooseProviders(request),
      allowedUpstreams: settings.allowUpstream,
      wireFormats: WIRE_FORMATS,
      pages: pagesOf(figures, request),
      onExchange: recorder.record,
      log: (level, message) => {
        if (level === 'debug') memory.log.note('proxy', { message });
        else memory.log.warn('proxy', message);
      },
      version: VERSION,
      health: () => ({ ready: true, store: memory.store === undefined ? 'unavailable' : 'ok' }),
      keys: { launchKey: request.launchKey },
      token: settings.token,
      allowedHosts: settings.allowHost,
    });
    keepWithinLimits(memory, settings);
    return {
      url: proxy.url,
      baseUrl: proxy.baseUrl(request.launchKey),
      ...(memory.trouble !== undefined && { trouble: memory.trouble }),
      report: recorder.report,
      unrecorded: recorder.unrecorded,
      warn: memory.log.warn,
      close: async (options) => {
        await proxy.close(options);
        // What the events wait for is counted at once now.
        await Promise.all([recorder.close(), engine.close()]);
        memory.close();
      },
    };
  } catch (error) {
    await engine.close();
    memory.close();
    throw error;
  }
}

/**
 * The dashboard shows texts of the user: a launch, whose address only its agent knows, has none. An agent that brings no key has to
 * be given a public way to us, and there nothing is shown at all.
 */
function pagesOf(figures: Figures, { launchKey, agent }: StartRequest): readonly Page[] {
  if (launchKey === undefined && agent !== undefined) return [];
  const dashboard = launchKey === undefined ? dashboardPages(figures, Date.now) : [];
  return [statsPage(figures, Date.now), metricsPage(figures), ...dashboard];
}

interface Recorder {
  readonly record: (exchange: Exchange) => void;
  report(): PerfReport;
  unrecorded(): number;
  close(): Promise<void>;
}

/** Writes events behind the requests: an exchange waits for its exact counts, nobody waits for it. */
function createRecorder(
  memory: Memory,
  about: {
    readonly prices: OwnPrices;
    readonly engine: PromptCounter;
  } & Pick<StartRequest, 'agent' | 'project'>,
): Recorder {
  const session = emptyTally();
  /** Of the store when it was closed. */
  let last: Calibration | undefined;
  const running = new Set<Promise<void>>();
  const writer =
    memory.store &&
    createEventWriter({
      events: memory.store.events,
      tallies: memory.store.tallies,
      ownPrices: about.prices,
      onLost: (rows, trouble) =>
        memory.log.warn('events', `requests not written down: ${rows} (${trouble.message})`),
    });

  async function finish(exchange: Exchange): Promise<void> {
    const [sentTokens, ...segments] = await Promise.all([
      countSent(exchange, about.engine),
      ...exchange.segments.map(counted),
    ]);
    const event = {
      ...recordExchange({ ...exchange, segments }, about.agent),
      ...(sentTokens !== undefined && { sentTokens }),
      ...(about.project !== undefined && { project: about.project }),
    };
    tallyEvent(session, event, about.prices);
    writer?.add(event);
    memory.log.note('request', {
      path: event.path,
      status: event.status,
      reason: event.reason,
      waitMs: event.waitMs,
    });
  }

  /** Undefined without a store that can be read: then this session is all that is known. */
  function readLearnt(): Calibration | undefined {
    writer?.flush();
    try {
      return memory.store && readCalibration(memory.store, about.prices);
    } catch (error) {
      if (HeadroomError.isInstance(error) && error.code === 'STORE_UNAVAILABLE') return undefined;
      throw error;
    }
  }

  return {
    record: (exchange) => {
      const work = finish(exchange).catch((error: unknown) => memory.log.warn('record', error));
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    report: () => {
      const calibration = last ?? readLearnt();
      return reportOf(session, {
        sinceMs: null,
        store: null,
        ...(calibration !== undefined && { calibration }),
      });
    },
    unrecorded: () => writer?.lost() ?? 0,
    close: async () => {
      await Promise.all(running);
      await writer?.close();
      last = readLearnt();
    },
  };
}

/** Only what its provider has counted, too. */
async function countSent(
  { purpose, usage, sent }: Exchange,
  engine: PromptCounter,
): Promise<number | undefined> {
  if (purpose !== 'send' || sent === undefined || usage === undefined) return undefined;
  return promptTokens(usage) === 0 ? undefined : engine.countPrompt(sent);
}

async function counted(outcome: SegmentOutcome): Promise<SegmentOutcome> {
  const { counted: count, ...rest } = outcome;
  const exact = await count;
  if (exact === undefined || rest.decision.action !== 'replace') return rest;
  const decision = { ...rest.decision, tokensBefore: exact.before, tokensAfter: exact.after };
  return { ...rest, decision };
}
