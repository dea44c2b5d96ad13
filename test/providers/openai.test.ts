import { openai } from '../../src/providers/openai.ts';
import { testProvider } from './provider-suite.ts';

testProvider('openai', {
  make: openai,
  host: 'api.openai.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});
