import { expect, it } from 'vitest';
import { textDigest } from '../../src/ccr/handle.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import {
  conversationTurns,
  recentRequests,
  textsOfRequest,
} from '../../src/telemetry/recent-requests.ts';
import { done, openedStore } from '../helpers/opened-store.ts';
import { requestEvent } from './events.ts';

it('gives the last requests and the turns of a conversation', () => {
  const { store } = openedStore();
  const events = ['a', 'b', 'a'].map((conversation) => requestEvent({ conversation }));
  const counting = requestEvent({ conversation: 'a', purpose: 'count' });
  done(store.events.append([...events, counting].map(eventRow)));
  expect(recentRequests(store, 2).map(({ id }) => id)).toEqual([4, 3]);
  expect(conversationTurns(store, 'a').map(({ id }) => id)).toEqual([1, 3]);
  expect(recentRequests(store, 1)[0]).toEqual({ id: 4, ...counting });
  store.close();
  expect(recentRequests(store, 2)).toEqual([]);
});

it('gives texts of a request before and after, as far as they are kept', () => {
  const { store } = openedStore();
  const key = (n: number): string => textDigest(String(n));
  const text = { by: 'log-select', tokensBefore: 9, tokensAfter: 4 };
  const replaced = [
    { key: key(1), handle: 'aaaaaaaaaaaa', tool: 'Bash', ...text },
    { key: key(2), ...text },
    { key: key(3), handle: 'bbbbbbbbbbbb', ...text },
  ];
  done(store.events.append([eventRow(requestEvent({ replaced }))]));
  done(
    store.commit({
      originals: [{ handle: 'aaaaaaaaaaaa', sha256: textDigest('long text'), text: 'long text' }],
      decisions: [
        { key: key(1), action: 'replace', text: 'short', handle: 'aaaaaaaaaaaa' },
        { key: key(2), action: 'replace', text: 'other' },
      ],
    }),
  );
  expect(textsOfRequest(store, 1)).toEqual([
    { ...replaced[0], before: 'long text', after: 'short' },
    { ...replaced[1], before: undefined, after: 'other' },
    { ...replaced[2], before: undefined, after: undefined },
  ]);
  expect(textsOfRequest(store, 2)).toEqual([]);
});
