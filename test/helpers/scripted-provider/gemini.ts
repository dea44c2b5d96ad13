// Gemini generateContent, from the provider's side.
import { listOf, nextId, objectOf, schemaOf, serverSentEvents, type Json } from './reading.ts';
import type { Answer, SpokenFormat } from './script.ts';

export const spokenGemini: SpokenFormat = {
  turnsIn: 'contents',
  fixedParts: ['systemInstruction', 'tools'],
  tools: (body) =>
    listOf(objectOf(body)['tools'])
      .flatMap((tool) => listOf(tool['functionDeclarations']))
      .map((tool) => ({
        name: String(tool['name']),
        kind: 'function',
        ...schemaOf(tool['parametersJsonSchema'] ?? tool['parameters']),
      })),
  calls: (body) => parts(body).filter((part) => 'functionCall' in part).length,
  outputs: (body) =>
    parts(body)
      .map((part) => objectOf(objectOf(part['functionResponse'])['response']))
      .flatMap(({ output }) => (typeof output === 'string' ? [output] : [])),
  stream: (answer) => serverSentEvents([candidate(part(answer))]),
  whole: (answer, body) => candidate(wantsJson(body) ? { text: CHOICE } : part(answer)),
};

/** What the client's own model router asks for. */
const CHOICE = JSON.stringify({
  reasoning: 'scripted',
  model_choice: 'flash',
  complexity_score: 1,
});

function wantsJson(body: unknown): boolean {
  const { generationConfig } = objectOf(body);
  return objectOf(generationConfig)['responseMimeType'] === 'application/json';
}

function parts(body: unknown): readonly Json[] {
  return listOf(objectOf(body)['contents']).flatMap((content) => listOf(content['parts']));
}

function part(answer: Answer): Json {
  if ('text' in answer) return { text: answer.text };
  return {
    functionCall: { id: nextId('call'), name: answer.tool.name, args: answer.input },
    thoughtSignature: Buffer.from('a signature').toString('base64'),
  };
}

function candidate(only: Json): Json {
  return {
    candidates: [{ content: { role: 'model', parts: [only] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
    modelVersion: 'scripted',
  };
}
