// OpenClaw: it reads addresses from its config file only. `agent exec` takes another file, so it gets a copy; for everything
// else the user's own file is changed while it runs, and put back.
import { dirname, join } from 'node:path';
import type { Agent, Launch, Surroundings } from '../src/launch/agent.ts';
import { askingHeaders, upstreamsOf } from './address.ts';
import type { SettingChange } from '../src/launch/config-edit.ts';
import {
  readOpenclawConfig,
  type OpenclawConfig,
  type OpenclawProvider,
} from './openclaw/config.ts';
import { mergeObjects, type JsonObject } from './read-json.ts';

export const openclaw: Agent = {
  name: 'openclaw',
  title: 'OpenClaw',
  binaries: ['openclaw'],
  install: 'npm install -g openclaw   (with Node 24)',
  sharedFlags: ['--port', '--verbose', '--profile', '--dry-run'],
  upstreams: (surroundings) => upstreamsOf(readOpenclawConfig(surroundings).providers),
  environment: () => ({}),
  edits: (launch) => {
    const config = readOpenclawConfig(launch);
    if (config.providers.length === 0 || isIsolated(launch)) return [];
    const set = config.providers.flatMap((provider) => changesFor(provider, launch));
    if (!takesConfig(launch)) {
      return [{ path: config.file, because: 'OpenClaw reads addresses nowhere else.', set }];
    }
    const copy = set.reduce(withChange, config.content ?? {});
    const because = 'A copy of the config with other addresses, for this run only.';
    const members = Object.entries(copy).map(([name, value]) => ({ at: [name], value }));
    return [{ path: copyFile(config, launch), because, set: members }];
  },
  arguments: (launch) => {
    const config = readOpenclawConfig(launch);
    if (!takesConfig(launch) || config.providers.length === 0 || isIsolated(launch)) {
      return launch.own;
    }
    return withConfig(launch.own, copyFile(config, launch));
  },
  warnings: (surroundings) => openclawWarnings(surroundings),
};

function openclawWarnings(surroundings: Surroundings): readonly string[] {
  const { file, content, passed, providers } = readOpenclawConfig(surroundings);
  if (content === undefined) {
    return [
      `${file} is JSON5 that headroom cannot edit: its providers are not led through headroom.`,
    ];
  }
  if (isIsolated(surroundings)) {
    return ['--isolated takes no config: requests do not go through headroom.'];
  }
  if (providers.length === 0) {
    return [`${file} names no provider that headroom knows, and no model of one.`];
  }
  return passed.map(
    (id) =>
      `OpenClaw's provider "${id}" speaks a format that headroom does not know: it goes around it.`,
  );
}

function changesFor(
  { id, api, chained, isConfigured }: OpenclawProvider,
  { baseUrl }: Launch,
): readonly SettingChange[] {
  const at = ['models', 'providers', id];
  const address = { at: [...at, 'baseUrl'], value: `${baseUrl}${chained.visible}` };
  // An address alone would make it speak another wire format.
  const rest = [
    { at: [...at, 'api'], value: api },
    { at: [...at, 'models'], value: [] },
  ];
  const headers = Object.entries(askingHeaders(chained)).map(([name, value]) => ({
    at: [...at, 'headers', name],
    value,
  }));
  return isConfigured ? [address, ...headers] : [address, ...rest];
}

function withChange(config: JsonObject, { at, value }: SettingChange): JsonObject {
  const nested = [...at].reverse().reduce<unknown>((inner, name) => ({ [name]: inner }), value);
  return mergeObjects(config, nested as JsonObject);
}

function takesConfig({ own }: Surroundings): boolean {
  const words = own.filter((word) => !word.startsWith('-'));
  return words[0] === 'agent' && words[1] === 'exec';
}

function isIsolated({ own }: Surroundings): boolean {
  return own.includes('--isolated');
}

/** Beside the config, because files it includes are looked for there; one for each proxy. */
function copyFile({ file }: OpenclawConfig, { baseUrl }: Launch): string {
  const port = /:(\w+)(?:\/|$)/.exec(baseUrl)?.[1] ?? 'copy';
  return join(dirname(file), `headroom-${port}.json`);
}

function withConfig(own: readonly string[], file: string): readonly string[] {
  const index = own.findLastIndex((word) => word === '--config' || word.startsWith('--config='));
  if (index === -1) {
    const behind = own.indexOf('exec') + 1;
    return [...own.slice(0, behind), '--config', file, ...own.slice(behind)];
  }
  const width = own[index] === '--config' ? 2 : 1;
  return [...own.slice(0, index), '--config', file, ...own.slice(index + width)];
}
