// Takes pictures and documents out of a message: they are most of its bytes and none of its text.
import { isObject, type JsonObject } from './value.ts';

const LEAST_DATA = 1024;

/** The same message content, with what stands for an image or a file without its data. */
export function withoutImages(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withoutImages);
  if (!isObject(content)) return content;
  if (isData(content)) return { type: content['type'] ?? 'image' };
  return Object.keys(content).some((name) => MEMBERS.has(name)) ? mapMembers(content) : content;
}

function mapMembers(content: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      MEMBERS.has(name) ? withoutImages(value) : value,
    ]),
  );
}

/** Members below which a picture may stand. */
const MEMBERS = new Set(['content', 'source', 'inlineData', 'output']);

function isData(value: JsonObject): boolean {
  const { data } = value;
  const url = value['image_url'];
  const isLong = (text: unknown): boolean => typeof text === 'string' && text.length > LEAST_DATA;
  return isLong(data) || isLong(url);
}
