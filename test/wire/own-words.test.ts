import { expect, it } from 'vitest';
import { ownWords } from '../../src/wire/own-words.ts';

const REMINDER = '<system-reminder>\nNot said by anyone.\n</system-reminder>';

it.each([
  ['Why is it slow?', 'Why is it slow?'],
  [REMINDER, ''],
  [`${REMINDER}\nWhy?`, 'Why?'],
  [`Why?${REMINDER}${REMINDER} Since when?`, 'Why? Since when?'],
  [`${REMINDER}  \n ${REMINDER}`, ''],
  ['What does <system-reminder> do?', 'What does <system-reminder> do?'],
  [`</system-reminder> a ${REMINDER} b`, '</system-reminder> a  b'],
  ['', ''],
  ['<environment_context>\n  <cwd>/home</cwd>\n</environment_context>', ''],
  ['<current_datetime>2026-02-03T06:00:00Z</current_datetime>\n\nWhy?', 'Why?'],
  [`<session_context>Today.</session_context>Why?${REMINDER}`, 'Why?'],
])('%j becomes %j', (text, words) => {
  expect(ownWords(text)).toBe(words);
});

it('reads hostile texts once', () => {
  const openings = '<system-reminder>'.repeat(100_000);
  expect(ownWords(openings)).toBe(openings);
  expect(ownWords(REMINDER.repeat(20_000))).toBe('');
  expect(ownWords(`${openings}</system-reminder>`)).toBe('');
});
