// The table of agents, in help order.
import type { Agent } from '../src/launch/agent.ts';
import { aider } from './aider.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';
import { openclaw } from './openclaw.ts';
import { opencode } from './opencode.ts';

export const AGENTS: readonly Agent[] = [
  claude,
  codex,
  copilot,
  gemini,
  opencode,
  openclaw,
  aider,
  cursor,
];
