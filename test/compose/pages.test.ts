// Which pages a composed proxy has: texts of the user are shown by a proxy that stands alone, never by that of a launch.
import { expect, it, onTestFinished } from 'vitest';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

it.each([
  ['a proxy that stands alone', {}, [200, 200]],
  ['the proxy of a launch', { launchKey: 'quite-random' }, [200, 404]],
])('%s', async (_name, launch, statuses) => {
  const { headroomHome } = temporaryHome();
  const env = { HEADROOM_HOME: headroomHome };
  const settings = resolveSettings({ env, flags: { port: '0' } });
  const running = await startHeadroom({ settings, ...launch });
  onTestFinished(() => running.close({ graceMs: 0 }));
  const asked = ['/stats', '/dashboard'].map(async (path) => fetch(running.url + path));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(statuses);
});
