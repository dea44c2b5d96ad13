// Which pages a composed proxy has: texts of the user are shown by a proxy that stands alone, never by that of a launch, which
// shows its figures to those who have its key.
import { expect, it, onTestFinished } from 'vitest';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { startFakeUpstream } from '../helpers/fake-upstream.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const LAUNCH = { launchKey: 'quite-random' };

it.each([
  ['a proxy that stands alone', ['/stats', '/metrics', '/dashboard'], {}, [200, 200, 200]],
  ['the proxy of a launch', ['/stats', '/metrics', '/dashboard'], LAUNCH, [404, 404, 404]],
  [
    'the proxy of an agent that brings no key, and that others may be given a way to',
    ['/stats', '/metrics', '/dashboard', '/dashboard/data'],
    { agent: 'cursor' },
    [404, 404, 404, 404],
  ],
  ['the same with another key', ['/k/random/stats', '/k/random/dashboard'], LAUNCH, [404, 404]],
  [
    'the same with its key',
    ['/k/quite-random/stats', '/k/quite-random/metrics'],
    LAUNCH,
    [200, 200],
  ],
] as const)('%s', async (_name, paths, launch, statuses) => {
  const { headroomHome } = temporaryHome();
  const env = { HEADROOM_HOME: headroomHome };
  // Whatever is no page of ours is for a provider.
  const provider = await startFakeUpstream((_request, reply) => reply.send({ status: 404 }));
  onTestFinished(() => provider.close());
  const settings = resolveSettings({ env, flags: { port: '0', anthropicUrl: provider.url } });
  const running = await startHeadroom({ settings, ...launch });
  onTestFinished(() => running.close({ graceMs: 0 }));
  const asked = paths.map(async (path) => fetch(running.url + path));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(statuses);
});
