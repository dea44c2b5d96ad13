// OpenCode: addresses, retrieval tool and permission in one variable that it merges over its settings. No file is edited.
import type { Agent, Launch } from '../src/launch/agent.ts';
import { askingHeaders, upstreamsOf } from './address.ts';
import { CONTENT, ownContent, readOpencodeConfig } from './opencode/config.ts';
import { findProviders } from './opencode/providers.ts';
import { isObject, mergeObjects, valueAt, type JsonObject } from './read-json.ts';

export const opencode: Agent = {
  name: 'opencode',
  title: 'OpenCode',
  binaries: ['opencode'],
  install: 'npm install -g opencode-ai',
  sharedFlags: ['--port'],
  upstreams: (surroundings) => upstreamsOf(findProviders(surroundings).routed),
  environment: (launch) => {
    const own = ownContent(launch);
    return own === undefined
      ? {}
      : { [CONTENT]: JSON.stringify(mergeObjects(own, additions(launch))) };
  },
  warnings: (surroundings) => [
    ...(ownContent(surroundings) === undefined
      ? [`${CONTENT} is not JSON: OpenCode is started without headroom in it.`]
      : []),
    ...findProviders(surroundings).passed,
  ],
};

function additions(launch: Launch): JsonObject {
  const providers = findProviders(launch).routed.map(({ id, chained }) => {
    const headers = askingHeaders(chained);
    const baseURL = `${launch.baseUrl}${chained.visible}`;
    return [id, { options: { baseURL, ...(isEmpty(headers) ? {} : { headers }) } }];
  });
  const { mcpServer } = launch;
  const server = mcpServer && {
    type: 'local',
    enabled: true,
    command: [mcpServer.command, ...mcpServer.args],
  };
  return {
    ...(providers.length === 0 ? {} : { provider: Object.fromEntries(providers) as JsonObject }),
    ...(server === undefined ? {} : { mcp: { headroom: server } }),
    ...permission(launch),
  };
}

/**
 * Tools are allowed unless the user says otherwise; then ours is added to what the user says. A rule in one word is kept
 * as the rule for everything else: an object put over it would open what it closes.
 */
function permission(launch: Launch): JsonObject {
  const { own, ofProject } = readOpencodeConfig(launch);
  const rules = valueAt(mergeObjects(own, ofProject), 'permission');
  if (rules === undefined) return {};
  const rest = isObject(rules) ? {} : { '*': rules };
  if (launch.mcpServer !== undefined) return { permission: { ...rest, 'headroom_*': 'allow' } };
  const bash = isObject(rules) ? rules['bash'] : rules;
  const others = bash === undefined || isObject(bash) ? {} : { '*': bash };
  return { permission: { ...rest, bash: { ...others, 'headroom retrieve *': 'allow' } } };
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
