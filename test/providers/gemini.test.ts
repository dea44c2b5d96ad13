import { gemini } from '../../src/providers/gemini.ts';
import { testProvider } from './provider-suite.ts';

testProvider('gemini', {
  make: gemini,
  host: 'generativelanguage.googleapis.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});
