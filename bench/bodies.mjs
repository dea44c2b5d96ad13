// Request bodies like an agent's: a long settled history, and one new tool result that was never seen before.

const LEVELS = ['INFO', 'INFO', 'INFO', 'INFO', 'WARN', 'DEBUG'];
const PARTS = ['http', 'queue', 'cache', 'worker', 'billing'];

/** A log of about `bytes` bytes; another `seed` gives other lines. */
function freshLog(bytes, seed) {
  const lines = [];
  let size = 0;
  for (let n = 0; size < bytes; n++) {
    const mix = ((n + 1) * 2654435761 + seed * 40503) >>> 0;
    const line = `2026-11-23T10:${String(n % 60).padStart(2, '0')}:${String(mix % 60).padStart(2, '0')}.${mix % 1000}Z ${LEVELS[mix % 6]} [${PARTS[mix % 5]}] request ${mix.toString(16)} for tenant ${mix % 97} finished in ${mix % 800} ms`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

/** A body of about `bytes` bytes whose last message holds a new tool result of `newBytes`. */
export function agentBody(bytes, newBytes, seed) {
  const messages = [
    { role: 'user', content: 'Why are some requests of the billing tenant slow since yesterday?' },
  ];
  let size = newBytes;
  for (let turn = 0; size < bytes; turn++) {
    const output = freshLog(Math.min(20_000, bytes - size), turn);
    size += output.length;
    messages.push(...call(`toolu_old_${turn}`, output));
  }
  messages.push(...call(`toolu_new_${seed}`, freshLog(newBytes, 1_000 + seed)));
  const tools = [{ name: 'Bash', input_schema: {} }];
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    stream: true,
    max_tokens: 10,
    tools,
    messages,
  });
}

function call(id, output) {
  return [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'tail app.log' } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: output }] },
  ];
}
