// Says when Claude Code will go around headroom, so that nobody has to wonder why nothing is saved.
import { join } from 'node:path';
import type { Surroundings } from '../../src/launch/agent.ts';
import { chooseRoute, isOn } from './route.ts';
import { effectiveEnvironment, isOverrideBlocked, settingsVariables } from './settings.ts';

/** Whole sentences; empty when every request will come through. */
export function claudeWarnings(surroundings: Surroundings): readonly string[] {
  const environment = effectiveEnvironment(surroundings);
  const { variable } = chooseRoute(environment);
  const other = OTHER_ROUTES.find((name) => isOn(environment[name]));
  if (other !== undefined) {
    return [
      `${other} is set: Claude Code sends its requests there by itself, not through headroom.`,
    ];
  }
  const file = filesThatWin(surroundings).find(
    (path) => variable in settingsVariables(surroundings.readText(path)),
  );
  if (file !== undefined) {
    return [`${file} sets ${variable}: Claude Code goes there directly, not through headroom.`];
  }
  return isOverrideBlocked(surroundings, { [variable]: undefined })
    ? [
        `A settings file sets ${variable}, and --settings names a file: Claude Code goes to that address directly, not ` +
          `through headroom.`,
      ]
    : [];
}

/** Providers that headroom cannot stand in for: they sign what they send, or have no base URL. */
const OTHER_ROUTES = [
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_MANTLE',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
];

/**
 * Settings that beat the environment and are not ours to follow: an administrator's, and a project's. A repository that
 * could name the upstream of the proxy would be given the user's key.
 */
function filesThatWin({ project }: Surroundings): readonly string[] {
  return [
    '/etc/claude-code/managed-settings.json',
    '/Library/Application Support/ClaudeCode/managed-settings.json',
    'C:\\Program Files\\ClaudeCode\\managed-settings.json',
    join(project, '.claude', 'settings.local.json'),
    join(project, '.claude', 'settings.json'),
  ];
}
