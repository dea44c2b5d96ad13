// What holds for every agent. An agent that cannot keep one of these says so, with the reason, in its call.
import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/launch/agent.ts';
import {
  addresses,
  BASE_URL,
  everything,
  launchWith,
  MCP_SERVER,
  type Given,
} from './launching.ts';

export interface AgentCase {
  readonly agent: Agent;
  /** A machine on which it is ready to run. */
  readonly ready: Given;
  /** The same with an address set before, and where that leads. */
  readonly gateways: readonly {
    readonly given: Given;
    readonly leadsTo: Readonly<Record<string, string>>;
  }[];
  /** How it gets originals back. */
  readonly retrieval: 'mcp' | 'shell' | { readonly none: string };
  /** Why it is not given the user's arguments. */
  readonly takesNoArguments?: string;
}

const ODD_WORDS = ['-p', '', 'two words', '--', "it's", '--port', '1', 'né\u{1f600}', '-', '--x=y'];
const SECRET = 'sk-very-secret-0123456789';

export function testAgent(about: AgentCase): void {
  const { agent, ready } = about;
  const launch = launchWith(ready);

  describe(agent.title, () => {
    it('is led to the proxy', () => {
      expect(everything(agent, launch)).toContain(BASE_URL);
      expect(agent.upstreams(launch)).toEqual([]);
      expect(agent.warnings?.(launch) ?? []).toEqual([]);
    });

    it('goes on to the address that was set before', () => {
      for (const { given, leadsTo } of about.gateways) {
        expect(addresses(agent, given)).toEqual(leadsTo);
        expect(everything(agent, launchWith(given))).toContain(BASE_URL);
      }
    });

    it('prefers the address on our command line', () => {
      for (const { given, leadsTo } of about.gateways) {
        const flags = Object.keys(leadsTo).map((provider) => ({
          provider: provider as 'anthropic' | 'openai' | 'gemini',
          address: 'https://flag.example',
          from: `--${provider}-url`,
        }));
        const asked = Object.values(addresses(agent, { ...given, given: flags }));
        expect(asked.every((address) => address === 'https://flag.example')).toBe(true);
      }
    });

    it.skipIf(about.takesNoArguments !== undefined)(
      'is given the own words, all and in order',
      () => {
        const own = [...(ready.own ?? []), ...ODD_WORDS];
        const words = agent.arguments?.(launchWith({ ...ready, own })) ?? own;
        expect(words.slice(-ODD_WORDS.length)).toEqual(ODD_WORDS);
      },
    );

    it('gets originals back as it can', () => {
      const [withMcp, without] = [launch, launchWith({ ...ready, mcp: false })].map((one) =>
        everything(agent, one),
      );
      const server = JSON.stringify(MCP_SERVER.args[0]).slice(1, -1);
      expect(withMcp?.includes(server)).toBe(about.retrieval === 'mcp');
      expect(without).not.toContain(server);
      if (about.retrieval === 'shell') expect(without).toContain('headroom retrieve');
    });

    it('puts no key into arguments, which every user of the machine can read', () => {
      const names = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY', 'CODEX_API_KEY'];
      const environment = {
        ...ready.environment,
        ...Object.fromEntries(names.map((name) => [name, SECRET])),
      };
      const words = agent.arguments?.(launchWith({ ...ready, environment })) ?? [];
      expect(words.join(' ')).not.toContain(SECRET);
    });

    it('says the same twice, edits absolute paths, and says why', () => {
      expect(everything(agent, launch)).toBe(everything(agent, launchWith(ready)));
      for (const { path, because } of agent.edits?.(launch) ?? []) {
        expect(isAbsolute(path)).toBe(true);
        expect(because).toMatch(/^[A-Z].*\.$/);
      }
    });

    it('speaks in whole sentences', () => {
      const bare = launchWith({ files: {}, environment: {} });
      const said = [launch, ...about.gateways.map(({ given }) => launchWith(given))].concat(
        about.agent.name === 'copilot' ? [] : [bare],
      );
      const lines = said.flatMap((one) => [
        ...(agent.warnings?.(one) ?? []),
        ...(agent.notes?.(one) ?? []),
      ]);
      for (const line of lines) expect(line).toMatch(/^\S.*\.$/);
    });
  });
}
