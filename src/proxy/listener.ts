// The local proxy: a server on loopback that agents talk to instead of their provider. Laws: bytes that were not replaced
// leave as they came, answers reach the client as they come, and no fault of ours turns into a refused request.
import type { Duplex } from 'node:stream';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HeadroomError } from '../errors.ts';
import { answerControl, type ControlContext, isControl, refuse } from './control.ts';
import { describeFault } from './describe-fault.ts';
import type { Exchange } from './exchange.ts';
import { keepHalfClosed, watchHalfClosed } from './answer/half-closed.ts';
import { forward, type ForwardContext, writeFailure } from './forward.ts';
import { admit, type GateOptions, isLoopback, mayControl } from './gate.ts';
import { listen } from './listen.ts';
import { isSignedIn, type SignIn, signIn } from './page-session.ts';
import { pathOf } from '../providers/choose-provider.ts';
import {
  DEFAULT_LIMITS,
  type Log,
  type Page,
  type ProxyLimits,
  type ProxyOptions,
} from './proxy-options.ts';
import { type Destination, findDestination } from './router.ts';
import { refuseOwnAddress } from './upstream/own-address.ts';
import { createTransport } from './upstream/transport.ts';
import { refuseUpgrade, USE_EVENTS } from './websocket/refuse-upgrade.ts';
import { isWebSocket, serveAsRequest, type Upgrade } from './websocket/upgrade.ts';
import { createSocketRelay, type SocketRelay } from './websocket/socket-relay.ts';

export interface RunningProxy {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The address for one launch: its key is the first path element. */
  baseUrl(launchKey?: string): string;
  /** Takes no new connections, lets running answers finish for a while, then ends what is left. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

interface Context extends ForwardContext {
  readonly options: ProxyOptions;
  readonly gate: GateOptions;
  readonly control: ControlContext;
  /** Requests that are being answered. */
  readonly running: Set<Promise<void>>;
  /** Absent: WebSockets are refused. */
  readonly sockets: SocketRelay | undefined;
}

/** Longer than any client keeps an idle connection, so that it is never we who close one just as it is used again. */
const KEEP_ALIVE_MS = 610_000;
const HEADERS_TIMEOUT_MS = 60_000;
/** For recording what became of the answers that were cut. */
const LAST_RECORDS_MS = 1_000;

/** Starts the proxy. Throws `PORT_IN_USE`, `BAD_OPTION` or `TOKEN_REQUIRED`. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  if (!isLoopback(options.host) && options.token === undefined) throw tokenRequired(options.host);
  if (options.providers.some(({ sign }) => sign !== undefined) && !hasSecret(options)) {
    throw new Error('a provider that signs with our credentials needs a launch key or a token');
  }
  refuseOwnAddress(options.providers, options);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const server = createProxyServer(limits);
  const port = await listen(server, options);
  const context = createContext(options, limits, port);
  server.on('request', (request: IncomingMessage, response: ServerResponse<IncomingMessage>) => {
    track(answer(request, response, context), context.running);
  });
  // What a client expects is between it and the provider; Node's own answer would be a refusal of ours.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isWebSocket(request)) openSocket({ request, socket, head }, context);
    else serveAsRequest(server, { request, socket, head });
  });
  const url = `http://${reachableHost(options.host)}:${port}`;
  return {
    url,
    port,
    baseUrl: (launchKey) => (launchKey === undefined ? url : `${url}/k/${launchKey}`),
    close: ({ graceMs }) => closeProxy(server, context, graceMs),
  };
}

function track(work: Promise<void>, running: Set<Promise<void>>): void {
  running.add(work);
  void work.finally(() => running.delete(work));
}

function hasSecret({ keys, token }: ProxyOptions): boolean {
  return keys?.launchKey !== undefined || token !== undefined;
}

function tokenRequired(host: string): HeadroomError {
  return new HeadroomError('TOKEN_REQUIRED', `Listening on ${host} lets other machines in.`, {
    hint: 'Set a secret with --token, or listen on 127.0.0.1.',
  });
}

function createProxyServer(limits: ProxyLimits): Server {
  const server = createServer({
    // A stream may be silent or slow for as long as it likes; only a request's head has to come in time.
    requestTimeout: 0,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: limits.headerBytes,
    noDelay: true,
  });
  keepHalfClosed(server);
  return server;
}

function createContext(options: ProxyOptions, limits: ProxyLimits, port: number): Context {
  const { host, allowedHosts, token, keys, pipeline, compress, ab = false } = options;
  const log = options.log ?? (() => undefined);
  const running = new Set<Promise<void>>();
  const onRunning = (work: Promise<void>) => track(work, running);
  const reporting = (exchange: Exchange) => report(exchange, options, log);
  const { connectTimeoutMs } = limits;
  const { extraCertificates, companyProxy } = options;
  const ways = { connectTimeoutMs, extraCertificates, companyProxy };
  const relayed = { pipeline, compress, ab, limits, log, ...ways };
  return {
    options,
    pipeline,
    compress,
    ab,
    limits,
    log,
    gate: { host, port, allowedHosts, token, launchKey: keys?.launchKey },
    control: {
      version: options.version,
      startedAtMs: Date.now(),
      health: options.health ?? (() => ({ ready: true, store: 'none' })),
    },
    transport: createTransport({
      ...ways,
      idleSocketMs: limits.idleSocketMs,
      maxHeaderBytes: limits.headerBytes,
    }),
    running,
    sockets:
      options.webSockets === false
        ? undefined
        : createSocketRelay({ ...relayed, report: reporting, onRunning }),
  };
}

/** Nobody can connect to "any address" on every system; loopback is part of it. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Never rejects: one of the places that catch. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse<IncomingMessage>,
  context: Context,
): Promise<void> {
  // A client that goes away while we write is noticed through `close`.
  response.on('error', () => undefined);
  watchHalfClosed(response);
  let destination: Destination | undefined;
  try {
    const target = receive(request, response, context);
    if (target === undefined) return;
    const found = findDestination(request, target, context.options);
    if (found.refusal !== undefined)
      return refuse(response, found.refusal.status, found.refusal.why);
    destination = found.destination;
    const exchange = await forward(
      { request, response, target, destination: found.destination },
      context,
    );
    await report(exchange, context.options, context.log);
  } catch (error) {
    context.log('error', `A request could not be forwarded: ${describeFault(error)}`);
    apologise(response, destination);
  }
}

/** The target to forward; undefined when the request was answered here. */
function receive(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): string | undefined {
  const admission = admit(request, context.gate);
  if (admission.verdict === 'forbidden') return void refuse(response, 403, admission.why);
  const { target, hasKey, isBrowser, mayLook } = admission;
  const page = findPage(request.method, target, context.options);
  if (page !== undefined && !mayLook) return void refuse(response, 404, 'Not found.');
  if (page !== undefined || isControl(request.method, target)) {
    const entry = page && signIn(page, target, context.gate);
    if (entry !== undefined) return void letIn(response, entry);
    const isKnown = page !== undefined && isSignedIn(request, context.gate);
    if (!isKnown && !mayControl(request, context.gate))
      return void refuse(response, 401, page?.takesToken === true ? BRING_TOKEN : TOKEN_NEEDED);
    if (page === undefined) return void answerControl(response, target, context.control);
    return void page.answer(request, response, new URLSearchParams(target.split('?')[1]));
  }
  // Cookies of all servers on this machine would go to the provider with what a browser asks for.
  if (isBrowser) return void refuse(response, 403, notForBrowsers(context.options));
  // A target in absolute form is for forward proxies, and `*` is for nobody in particular.
  if (!hasKey || !target.startsWith('/')) return void refuse(response, 404, 'Not found.');
  return target;
}

const TOKEN_NEEDED = 'A token is needed.';
const BRING_TOKEN = 'A token is needed: add ?token=... to this address once.';

function notForBrowsers({ pages = [] }: ProxyOptions): string {
  const entry = pages.find(({ takesToken }) => takesToken);
  const instead = entry === undefined ? '' : ` Figures are at ${entry.path}.`;
  return `Browsers may not use providers.${instead}`;
}

function letIn(response: ServerResponse, { location, cookie }: SignIn): void {
  response.writeHead(303, {
    location,
    'set-cookie': cookie,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end();
}

function findPage(
  method: string | undefined,
  target: string,
  { pages = [] }: ProxyOptions,
): Page | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  return pages.find(({ path }) => path === pathOf(target));
}

/** Looks at a request for a WebSocket as at any other; what is wrong with it is said over HTTP. */
function openSocket(upgrade: Upgrade, context: Context): void {
  const { request, socket } = upgrade;
  socket.on('error', () => undefined);
  const admission = admit(request, context.gate);
  if (admission.verdict === 'forbidden') return refuseUpgrade(socket, 403, admission.why);
  const { target, hasKey, isBrowser } = admission;
  if (isBrowser) return refuseUpgrade(socket, 403, notForBrowsers(context.options));
  if (!hasKey || !target.startsWith('/')) return refuseUpgrade(socket, 404, 'Not found.');
  if (context.sockets === undefined)
    return refuseUpgrade(socket, USE_EVENTS, 'WebSocket is switched off here.');
  // What a frame asks for is what a POST to the same path asks for.
  const asked = { method: 'POST', headers: request.headers };
  const { destination, refusal } = findDestination(asked, target, context.options);
  if (refusal !== undefined) return refuseUpgrade(socket, refusal.status, refusal.why);
  void context.sockets.serve({ ...upgrade, target, destination });
}

async function report(exchange: Exchange, options: ProxyOptions, log: Log): Promise<void> {
  try {
    await options.onExchange?.(exchange);
  } catch (error) {
    log('error', `An exchange could not be recorded: ${describeFault(error)}`);
  }
}

function apologise(response: ServerResponse, destination: Destination | undefined): void {
  if (response.headersSent || destination === undefined) return void response.destroy();
  const error = new HeadroomError('PROXY_FAILED', 'headroom could not forward this request.', {
    hint: 'Try again; if it stays so, start the agent without headroom and report this.',
  });
  writeFailure(response, destination.provider, error);
}

async function closeProxy(server: Server, context: Context, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await settleWithin(context.running, graceMs);
  server.closeAllConnections();
  context.sockets?.close();
  context.transport.close();
  await closed;
  await settleWithin(context.running, LAST_RECORDS_MS);
}

async function settleWithin(running: ReadonlySet<Promise<void>>, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([Promise.all(running), late]);
  clearTimeout(timer);
}
