// All that a model reads of a body, for counting it whole: by member names that the formats share. Law: a body that holds what cannot
// be counted as text (pictures, files, what the provider has kept) gives nothing, so that no count is compared with a count of more.

/** What makes up the prompt; the rest of a body are settings. */
const PROMPT = [
  'system',
  'instructions',
  'systemInstruction',
  'system_instruction',
  'messages',
  'input',
  'contents',
];
/** Read by the model as JSON, names included. */
const DECLARED = ['tools', 'functions'];
const ARGUMENTS = new Set(['input', 'args', 'action']);
/** For the program on the other side. */
const NAMES = new Set([
  'type',
  'role',
  'id',
  'call_id',
  'tool_call_id',
  'tool_use_id',
  'status',
  'cache_control',
]);
/** Encrypted, or thoughts, of which a provider may read more than it shows, or nothing. */
const SEALED_MEMBERS = new Set([
  'signature',
  'encrypted_content',
  'thoughtSignature',
  'thought_signature',
  'reasoning_content',
  'reasoning_details',
]);
const SEALED_TYPES = new Set(['thinking', 'redacted_thinking', 'reasoning']);
/** More of it than this share, and its tokens would matter. */
const MOST_SEALED = 0.05;

const UNCOUNTABLE_TYPES = new Set([
  'image',
  'image_url',
  'input_image',
  'document',
  'file',
  'input_file',
  'input_audio',
  'audio',
  'container_upload',
  'computer_screenshot',
  'item_reference',
  'compaction',
  'compaction_summary',
  'context_compaction',
]);
const UNCOUNTABLE_MEMBERS = new Set(['inlineData', 'inline_data', 'fileData', 'file_data']);
/** The provider has more of the prompt than the body says. */
const KEPT_ELSEWHERE = [
  'previous_response_id',
  'conversation',
  'prompt',
  'cachedContent',
  'cached_content',
];

type Members = Readonly<Record<string, unknown>>;

interface Found {
  readonly texts: string[];
  characters: number;
  sealedCharacters: number;
  isCountable: boolean;
}

/** The texts of a body that was parsed as JSON; undefined when they are not all that the provider counts. */
export function promptTexts(body: unknown): readonly string[] | undefined {
  if (!isMembers(body)) return undefined;
  if (isMembers(body['request'])) return promptTexts(body['request']);
  if (KEPT_ELSEWHERE.some((name) => isThere(body[name])) || mayDrop(body)) return undefined;
  const found: Found = { texts: [], characters: 0, sealedCharacters: 0, isCountable: true };
  for (const name of DECLARED) addDeclared(found, body[name]);
  for (const name of PROMPT) walk(found, body[name]);
  const { texts, isCountable, characters, sealedCharacters } = found;
  return isCountable && sealedCharacters <= MOST_SEALED * characters ? texts : undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the provider may leave out earlier parts by itself; leaving out thoughts changes nothing that is counted here. */
function mayDrop(body: Members): boolean {
  const { truncation, context_management: management } = body;
  if (truncation === 'auto') return true;
  const edits = isMembers(management) ? management['edits'] : management;
  if (!Array.isArray(edits)) return false;
  return edits.some((edit) => !(isMembers(edit) && isClearThinking(edit['type'])));
}

function isClearThinking(type: unknown): boolean {
  return typeof type === 'string' && type.startsWith('clear_thinking');
}

/** A deferred tool is not in the prompt: the model would have to search for it first. */
function addDeclared(found: Found, tools: unknown): void {
  if (!Array.isArray(tools)) return;
  const read = tools.filter((tool) => !(isMembers(tool) && tool['defer_loading'] === true));
  if (read.length > 0) add(found, JSON.stringify(read, withoutMarks));
}

function withoutMarks(name: string, value: unknown): unknown {
  return name === 'cache_control' ? undefined : value;
}

function add(found: Found, text: string): void {
  found.texts.push(text);
  found.characters += text.length;
}

function walk(found: Found, value: unknown): void {
  if (typeof value === 'string') add(found, value);
  else if (Array.isArray(value)) for (const item of value) walk(found, item);
  else if (isMembers(value)) walkMembers(found, value);
}

function walkMembers(found: Found, value: Members): void {
  const type = typeof value['type'] === 'string' ? value['type'] : '';
  if (UNCOUNTABLE_TYPES.has(type)) found.isCountable = false;
  if (SEALED_TYPES.has(type) || value['thought'] === true) {
    found.sealedCharacters += lengthIn(value);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (UNCOUNTABLE_MEMBERS.has(name)) found.isCountable = false;
    else if (SEALED_MEMBERS.has(name)) found.sealedCharacters += lengthIn(member);
    else if (ARGUMENTS.has(name) && isMembers(member)) add(found, JSON.stringify(member));
    else if (!NAMES.has(name)) walk(found, member);
  }
}

function lengthIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + lengthIn(each), 0);
}
