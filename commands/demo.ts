// `headroom demo`: a recorded conversation through the real proxy against a provider on loopback. No account, no network.
import { request } from 'node:http';
import { Command } from 'commander';
import { loadSettings } from '../src/config/load-settings.ts';
import type { Settings } from '../src/config/settings.ts';
import { HeadroomError } from '../src/errors.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { bodyAfter, readConversation, type Conversation } from './demo/conversation.ts';
import type { CachedUsage } from './demo/prompt-cache.ts';
import { conclusion, heading, turnLine, type Turn } from './demo/report.ts';
import { setExitCode } from './exit-code.ts';
import { addSettingOptions, settingFlags } from './setting-options.ts';

export function demoCommand(context: CommandContext): Command {
  const command = new Command('demo').option('--json', 'print the figures as JSON');
  addSettingOptions(command, ['profile']);
  return command.action(async (options: DemoOptions) => {
    setExitCode(command, await demo(options, context));
  });
}

export interface DemoOptions {
  readonly profile?: string;
  readonly json?: boolean;
}

/** Plays the recording turn by turn. Exits with 1 if the fact was lost, a prefix rewritten or the original not equal. */
export async function demo(options: DemoOptions, context: CommandContext): Promise<ExitCode> {
  const settings = loadSettings({ ...context, flags: settingFlags({ ...options }) });
  const { withTemporaryHome } = await import('../src/compose/temporary-home.ts');
  return withTemporaryHome('demo', (home) =>
    play({ ...settings, home, port: 0, host: '127.0.0.1' }, options, context),
  );
}

async function play(
  settings: Settings,
  options: DemoOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { startHeadroom } = await import('../src/compose/start-headroom.ts');
  const { loadTokenCounter } = await import('../src/tokens/count.ts');
  const { createPromptCache } = await import('./demo/prompt-cache.ts');
  const { startDemoProvider } = await import('./demo/provider.ts');
  const count = await loadTokenCounter();
  const withHeadroom = createPromptCache(count);
  const without = createPromptCache(count);
  const provider = await startDemoProvider((body) => withHeadroom.send(body));
  const running = await startHeadroom({ settings: { ...settings, anthropicUrl: provider.url } });
  const conversation = readConversation();
  const turns: Turn[] = [];
  if (options.json !== true) context.stdout.write(heading(conversation));
  try {
    for (let index = 1; index <= conversation.turns.length; index++) {
      const body = bodyAfter(conversation, index);
      await post(`${running.baseUrl}/v1/messages`, body);
      const call = conversation.turns[index - 1];
      const turn = turnOf(index, call, {
        without: without.send(body),
        sent: provider.last().usage,
      });
      turns.push(turn);
      if (options.json !== true) context.stdout.write(turnLine(turn));
    }
  } finally {
    await running.close({ graceMs: 1_000 });
    provider.close();
  }
  const proof = await proofOf(conversation, provider.last().body, settings);
  const figures = { model: conversation.model, profile: settings.profile, turns, proof };
  context.stdout.write(
    options.json === true ? `${JSON.stringify(figures, null, 2)}\n` : conclusion(figures),
  );
  const sound =
    proof.factFound && proof.originalEqual !== false && !turns.some((turn) => turn.rewritten);
  return sound ? 0 : 1;
}

function turnOf(
  turn: number,
  call: Conversation['turns'][number] | undefined,
  usage: { readonly without: CachedUsage; readonly sent: CachedUsage },
): Turn {
  const { tool = '', input = {} } = call ?? {};
  const words = input['command'] ?? input['file_path'] ?? input['sql'] ?? '';
  return { turn, call: `${tool} ${String(words)}`, ...usage, rewritten: usage.sent.rewritten };
}

function post(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve());
    });
    call.on('error', reject);
    call.end(body);
  });
}

export interface Proof {
  readonly fact: string;
  /** The line is in what the provider was sent last. */
  readonly factFound: boolean;
  readonly handle: string;
  /** The original behind the handle is what the tool printed, byte for byte. Null: none was kept, since nothing was left out. */
  readonly originalEqual: boolean | null;
  readonly originalBytes: number;
}

async function proofOf(
  conversation: Conversation,
  sent: string,
  settings: Settings,
): Promise<Proof> {
  const { openRetrieval } = await import('../src/compose/retrieval.ts');
  const { markers } = await import('../src/ccr/markers.ts');
  const [first] = conversation.turns;
  const original = first?.output ?? '';
  const handle = markers.handleFor(original);
  const retrieval = openRetrieval(settings);
  const found = await retrieval
    .retrieve({ handle }, 'cli')
    .catch((error: unknown) => {
      if (settings.profile === 'lossless' && isNotKept(error)) return undefined;
      throw error;
    })
    .finally(() => retrieval.close());
  return {
    fact: conversation.fact,
    factFound: sent.includes(JSON.stringify(conversation.fact).slice(1, -1)),
    handle,
    originalEqual: found === undefined ? null : found.text === original,
    originalBytes: Buffer.byteLength(original),
  };
}

function isNotKept(error: unknown): boolean {
  return HeadroomError.isInstance(error) && error.code === 'HANDLE_NOT_FOUND';
}
