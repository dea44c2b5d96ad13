// Whose request is this? An ordered table of signs, read from the path and a few header names.
import type { ProviderName } from './provider.ts';

/** What a request shows of its destination. `headers` has lower-case names, as Node gives them. */
export interface RequestSigns {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface Sign {
  readonly provider: ProviderName;
  isOn(request: RequestSigns, path: string): boolean;
}

/** The first that is on decides. A header that only one provider knows goes before paths that two of them use. */
const SIGNS: readonly Sign[] = [
  { provider: 'chatgpt', isOn: ({ headers }) => headers['chatgpt-account-id'] !== undefined },
  { provider: 'chatgpt', isOn: (_, path) => path.startsWith('/backend-api/') },
  { provider: 'anthropic', isOn: (_, path) => hasSegments(path, '/v1/messages') },
  { provider: 'anthropic', isOn: (_, path) => hasSegments(path, '/publishers/anthropic') },
  { provider: 'azure', isOn: (_, path) => hasSegments(path, '/openai/deployments') },
  {
    provider: 'azure',
    isOn: ({ headers }, path) => hasApiKey(headers) && hasSegments(path, '/openai'),
  },
  { provider: 'anthropic', isOn: ({ headers }) => headers['anthropic-version'] !== undefined },
  { provider: 'gemini', isOn: ({ headers }) => headers['x-goog-api-key'] !== undefined },
  { provider: 'gemini', isOn: (_, path) => hasSegments(path, '/v1beta') },
  { provider: 'gemini', isOn: (_, path) => path.startsWith('/v1internal:') },
  { provider: 'gemini', isOn: ({ method }, path) => method === 'POST' && isModelAction(path) },
  { provider: 'anthropic', isOn: ({ method }, path) => method === 'HEAD' && path === '/' },
  { provider: 'openai', isOn: (_, path) => isOpenai(path) },
  // Behind the paths of OpenAI: "/api/v1" is where some who speak it begin.
  { provider: 'anthropic', isOn: (_, path) => path.startsWith('/api/') },
  { provider: 'openai', isOn: ({ headers }, path) => isModels(path) && hasBearer(headers) },
];

const OPENAI_PATHS = [
  '/chat/completions',
  '/responses',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/moderations',
  '/v1/images',
  '/v1/audio',
];

/** The provider a request is meant for; undefined when nothing gives it away. */
export function chooseProvider(request: RequestSigns): ProviderName | undefined {
  const path = pathOf(request.target);
  return SIGNS.find((sign) => sign.isOn(request, path))?.provider;
}

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

/** Whole segments anywhere in the path: "/v1/messages" is in "/gateway/v1/messages/batches", not in "/v1/messages2". */
function hasSegments(path: string, segments: string): boolean {
  return `${path}/`.includes(`${segments}/`);
}

function isOpenai(path: string): boolean {
  return OPENAI_PATHS.some((part) => hasSegments(path, part));
}

/** Azure's name for it. */
function hasApiKey(headers: RequestSigns['headers']): boolean {
  return headers['api-key'] !== undefined;
}

function isModels(path: string): boolean {
  return hasSegments(path, '/v1/models');
}

/** Gemini's form: "POST /v1/models/NAME:generateContent". */
function isModelAction(path: string): boolean {
  return path.includes('/models/') && path.slice(path.lastIndexOf('/')).includes(':');
}

function hasBearer(headers: RequestSigns['headers']): boolean {
  return /^bearer /i.test(String(headers['authorization'] ?? ''));
}
