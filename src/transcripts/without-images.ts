// Takes pictures and documents out of a message: they are most of its bytes and none of its text.
import { isObject, type JsonObject } from './value.ts';

const LEAST_DATA = 1024;

/** The same message content, with what stands for an image or a file without its data. */
export function withoutImages(content: unknown): unknown {
  if (Array.isArray(content)) return withoutImagesInList(content);
  if (!isObject(content)) return content;
  if (isData(content)) return { type: content['type'] ?? 'image' };
  let changed: Record<string, unknown> | undefined;
  for (const name of MEMBERS) {
    const value = content[name];
    const less = withoutImages(value);
    if (less !== value) changed = { ...(changed ?? content), [name]: less };
  }
  return changed ?? content;
}

function withoutImagesInList(list: readonly unknown[]): readonly unknown[] {
  const less = list.map(withoutImages);
  return less.some((each, index) => each !== list[index]) ? less : list;
}

/** Members below which a picture may stand. */
const MEMBERS = ['content', 'source', 'inlineData', 'output'] as const;

function isData(value: JsonObject): boolean {
  const { data } = value;
  const url = value['image_url'];
  const isLong = (text: unknown): boolean => typeof text === 'string' && text.length > LEAST_DATA;
  return isLong(data) || isLong(url);
}
