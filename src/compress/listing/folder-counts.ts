// How many entries lie where: folders that show no entry of their own, in as few lines as allowed, the largest split first.

export interface FolderCount {
  /** With its slash. */
  readonly folder: string;
  readonly entries: number;
  /** How many folders the count includes; 1 is the folder alone. */
  readonly folders: number;
}

interface Node {
  readonly folder: string;
  readonly children: Map<string, Node>;
  own: number;
  entries: number;
  folders: number;
}

/** Chains of folders without entries of their own can be long; further down nothing is gained. */
const SPLITS_PER_LINE = 8;

/** Counts for all folders in `counts` except those in `shown`, in at most about `most` lines. */
export function folderCounts(
  counts: ReadonlyMap<string, number>,
  shown: ReadonlySet<string>,
  most: number,
): readonly FolderCount[] {
  const root: Node = newNode('');
  for (const [folder, count] of counts) if (!shown.has(folder)) add(root, folder, count);
  const open = [...root.children.values()];
  if (root.own > 0) open.push({ ...root, children: new Map(), entries: root.own, folders: 1 });
  if (open.length > Math.max(1, most)) return largestOf(open, Math.max(1, most));
  for (let splits = most * SPLITS_PER_LINE; splits > 0; splits--) {
    const index = indexOfLargest(open, most - open.length + 1);
    const node = open[index];
    if (node === undefined) break;
    const own = { ...node, children: new Map(), entries: node.own, folders: 1 };
    open.splice(index, 1, ...(node.own > 0 ? [own] : []), ...node.children.values());
  }
  return open.map(({ folder, entries, folders }) => ({ folder, entries, folders }));
}

/** The folders with most entries, in their order, and one count for all others. */
function largestOf(nodes: readonly Node[], most: number): readonly FolderCount[] {
  const largest = new Set(
    nodes.toSorted((one, other) => other.entries - one.entries).slice(0, most),
  );
  const others = { folder: OTHER_FOLDERS, entries: 0, folders: 0 };
  for (const node of nodes) {
    if (largest.has(node)) continue;
    others.entries += node.entries;
    others.folders += node.folders;
  }
  const named = nodes.filter((node) => largest.has(node));
  return [...named.map(({ folder, entries, folders }) => ({ folder, entries, folders })), others];
}

const OTHER_FOLDERS = '…/';

function newNode(folder: string): Node {
  return { folder, children: new Map(), own: 0, entries: 0, folders: 0 };
}

function add(root: Node, folder: string, count: number): void {
  let node = root;
  let start = 0;
  while (start < folder.length) {
    const end = endOfName(folder, start);
    const part = folder.slice(start, end);
    const child = node.children.get(part) ?? newNode(folder.slice(0, end));
    node.children.set(part, child);
    child.entries += count;
    child.folders++;
    node = child;
    start = end;
  }
  node.own += count;
}

/** Behind the next slash of either kind. */
function endOfName(path: string, start: number): number {
  let at = start;
  while (at < path.length && path.charCodeAt(at) !== 47 && path.charCodeAt(at) !== 92) at++;
  return Math.min(path.length, at + 1);
}

/** Of the nodes whose children take no more lines than there are. */
function indexOfLargest(nodes: readonly Node[], lines: number): number {
  let largest = -1;
  for (const [index, node] of nodes.entries()) {
    const needed = node.children.size + (node.own > 0 ? 1 : 0);
    if (node.children.size === 0 || needed > Math.max(1, lines)) continue;
    if (largest < 0 || node.entries > (nodes[largest]?.entries ?? 0)) largest = index;
  }
  return largest;
}
