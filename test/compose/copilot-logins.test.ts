import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCopilotLogins } from '../../src/compose/copilot-logins.ts';
import { startFakeGithub } from '../helpers/fake-github.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

/** A company's proxy that lets nobody out, and what it was asked for. */
async function startClosedProxy() {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe("a company's proxy", () => {
  it('is the way to GitHub, and not to this machine', async () => {
    const proxy = await startClosedProxy();
    const github = await startFakeGithub();
    const { headroomHome, project } = temporaryHome();
    const settings = { home: headroomHome, httpsProxy: proxy.url, noProxy: [] };
    const login = (variables: Readonly<Record<string, string>>) =>
      openCopilotLogins({
        variables: { HEADROOM_KEYCHAIN: 'off', ...variables },
        cwd: project,
        settings,
      }).login({ signal: new AbortController().signal, onCode: () => undefined });
    await expect(login({})).rejects.toMatchObject({
      code: 'GITHUB_UNREACHABLE',
      message: expect.stringContaining('PROXY_REFUSED') as string,
      hint: expect.stringContaining('HTTPS_PROXY') as string,
    });
    expect(proxy.asked).toEqual(['github.com:443']);
    expect(await login(github.variables)).toMatchObject({ storedIn: 'file' });
    expect(proxy.asked).toHaveLength(1);
  });
});
