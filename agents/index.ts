// The table of agents, in help order.
import type { Agent } from '../src/launch/agent.ts';
import { claude } from './claude.ts';

export const AGENTS: readonly Agent[] = [claude];
