// Conversations that were made smaller beside those that passed through (`--ab`): sums of each, and whether they differ. Law: a
// conversation is one observation, however many requests it has; too little is called too little.
import type { Arm } from '../../proxy/arm.ts';
import type { RequestEvent } from '../event.ts';
import { meanDifference, meanOf } from './mean-difference.ts';
import { moneyOf, promptTokens, TOOL_DEFINITION_TOKENS } from '../money.ts';
import type { OwnPrices } from '../prices/prices-of.ts';

/** What one conversation took, from its first request to its last. */
export interface ConversationSums {
  readonly arm: Arm;
  /** Requests that were answered. */
  readonly turns: number;
  /** Cached or not. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Cache prices included; undefined when a model of it has no price. */
  readonly spentUsd: number | undefined;
  /** Answered requests of which the provider did not say what they took; they are in no sum. */
  readonly turnsWithoutUsage: number;
}

/** Why a conversation cannot be an observation. */
export type LeftOut = 'withoutUsage' | 'partlyWithoutAb';

const NANO_PER_USD = 1e9;

/** Sums up all requests of one conversation. */
export function sumConversation(
  events: readonly RequestEvent[],
  ownPrices: OwnPrices = {},
): ConversationSums | LeftOut {
  const turns = events.filter(({ purpose, status }) => purpose === 'send' && status < 400);
  const answered = turns.filter(({ usage }) => usage !== undefined);
  const [arm, ...others] = new Set(answered.map((event) => event.arm));
  if (answered.length === 0) return 'withoutUsage';
  if (arm === undefined || others.length > 0) return 'partlyWithoutAb';
  const money = answered.map((event) => spentNano(event, ownPrices));
  return {
    arm,
    turns: turns.length,
    inputTokens: sum(answered.map(inputTokens)),
    outputTokens: sum(answered.map(({ usage }) => usage?.output ?? 0)),
    spentUsd: money.every(isNumber) ? sum(money) / NANO_PER_USD : undefined,
    turnsWithoutUsage: turns.length - answered.length,
  };
}

/** Without us no conversation would carry our tool: what it takes in a plain one is taken out again. */
function inputTokens({ usage, arm, retrieval }: RequestEvent): number {
  const definition = arm === 'plain' && retrieval === 'mcp' ? TOOL_DEFINITION_TOKENS : 0;
  return usage === undefined ? 0 : promptTokens(usage) - definition;
}

function spentNano(event: RequestEvent, ownPrices: OwnPrices): number | undefined {
  const money = moneyOf(event, ownPrices);
  if (money === undefined) return undefined;
  return money.spentNano - (event.arm === 'plain' ? money.toolDefinitionNano : 0);
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export const MEASURES = ['turns', 'inputTokens', 'outputTokens', 'spentUsd'] as const;
export type MeasureName = (typeof MEASURES)[number];

/** `undecided`: the interval contains 0, so the difference may be chance. */
export type Finding = 'less' | 'more' | 'undecided' | 'too-few';

/** One number per conversation, on both sides. */
export interface Measure {
  readonly compressed: ArmMean;
  readonly plain: ArmMean;
  /** Compressed less plain; null, like all that follows from it, when there are too few conversations. */
  readonly difference: number | null;
  /** Of the plain mean. */
  readonly differenceShare: number | null;
  /** 95 %. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly finding: Finding;
}

export interface ArmMean {
  readonly conversations: number;
  /** Per conversation; null when there is none. */
  readonly mean: number | null;
}

export interface ArmCounts {
  readonly conversations: number;
  readonly turns: number;
  readonly turnsWithoutUsage: number;
  /** Conversations whose money is unknown. */
  readonly unpricedConversations: number;
}

export interface ArmComparison {
  readonly arms: Readonly<Record<Arm, ArmCounts>>;
  readonly perConversation: Readonly<Record<MeasureName, Measure>>;
  readonly fewestConversations: number;
}

/** Below this on either side nothing is concluded. */
const FEWEST_CONVERSATIONS = 10;

/** Puts the two sides beside each other. */
export function compareArms(conversations: readonly ConversationSums[]): ArmComparison {
  const compressed = conversations.filter(({ arm }) => arm === 'compressed');
  const plain = conversations.filter(({ arm }) => arm === 'plain');
  const measure = (name: MeasureName) =>
    compareValues(valuesOf(compressed, name), valuesOf(plain, name));
  return {
    arms: { compressed: countArm(compressed), plain: countArm(plain) },
    perConversation: {
      turns: measure('turns'),
      inputTokens: measure('inputTokens'),
      outputTokens: measure('outputTokens'),
      spentUsd: measure('spentUsd'),
    },
    fewestConversations: FEWEST_CONVERSATIONS,
  };
}

function countArm(conversations: readonly ConversationSums[]): ArmCounts {
  return {
    conversations: conversations.length,
    turns: sum(conversations.map(({ turns }) => turns)),
    turnsWithoutUsage: sum(conversations.map(({ turnsWithoutUsage }) => turnsWithoutUsage)),
    unpricedConversations: conversations.length - valuesOf(conversations, 'spentUsd').length,
  };
}

function valuesOf(
  conversations: readonly ConversationSums[],
  name: MeasureName,
): readonly number[] {
  return conversations.map((conversation) => conversation[name]).filter(isNumber);
}

function compareValues(compressed: readonly number[], plain: readonly number[]): Measure {
  const means = { compressed: armMean(compressed), plain: armMean(plain) };
  if (Math.min(compressed.length, plain.length) < FEWEST_CONVERSATIONS) {
    return {
      ...means,
      difference: null,
      differenceShare: null,
      interval: null,
      finding: 'too-few',
    };
  }
  const { difference, interval } = meanDifference(compressed, plain);
  const base = meanOf(plain);
  const differenceShare = base === 0 ? null : difference / base;
  return { ...means, difference, differenceShare, interval, finding: findingOf(interval) };
}

function armMean(values: readonly number[]): ArmMean {
  return { conversations: values.length, mean: values.length === 0 ? null : meanOf(values) };
}

function findingOf([low, high]: readonly [number, number]): Finding {
  if (high < 0) return 'less';
  return low > 0 ? 'more' : 'undecided';
}
