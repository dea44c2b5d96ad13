// The providers and wire formats of a proxy, as the settings want them.
import type { Settings } from '../config/settings.ts';
import { anthropic } from '../providers/anthropic.ts';
import { azure } from '../providers/azure.ts';
import { chatgpt } from '../providers/chatgpt.ts';
import { gemini } from '../providers/gemini.ts';
import { openai } from '../providers/openai.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProxyOptions } from '../proxy/proxy-options.ts';
import { anthropicMessages } from '../wire/anthropic-messages.ts';
import { geminiGenerate } from '../wire/gemini-generate.ts';
import { openaiChat } from '../wire/openai-chat.ts';
import { openaiResponses } from '../wire/openai-responses.ts';
import type { WireFormat } from '../wire/wire-format.ts';

/** Every wire format there is. */
export const WIRE_FORMATS: readonly WireFormat[] = [
  anthropicMessages,
  openaiChat,
  openaiResponses,
  geminiGenerate,
];

/** Whom a proxy answers for; the first gets what does not say whose it is. A subscription gets everything. */
export function chooseProviders(request: {
  readonly settings: Settings;
  readonly subscription?: { readonly provider: Provider } | undefined;
}): Pick<ProxyOptions, 'providers' | 'onlyProvider'> {
  const { settings, subscription } = request;
  if (subscription === undefined) return { providers: providersOf(settings) };
  const { provider } = subscription;
  return { providers: [provider], onlyProvider: provider.name };
}

function providersOf(settings: Settings): readonly Provider[] {
  const { anthropicUrl, openaiUrl, geminiUrl, chatgptUrl, azureUrl } = settings;
  // An address for OpenAI may well be the user's resource on Azure, and ChatGPT is OpenAI's.
  const azureAddress = azureUrl ?? openaiUrl;
  return [
    anthropic({ baseUrl: anthropicUrl }),
    openai({ baseUrl: openaiUrl }),
    gemini({ baseUrl: geminiUrl }),
    chatgpt({ baseUrl: chatgptUrl ?? openaiUrl }),
    ...(azureAddress === undefined ? [] : [azure({ baseUrl: azureAddress })]),
  ];
}
