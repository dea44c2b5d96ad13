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
  for (;;) {
    const index = indexOfLargest(open, most - open.length + 1);
    const node = open[index];
    if (node === undefined) break;
    const own = { ...node, children: new Map(), entries: node.own, folders: 1 };
    open.splice(index, 1, ...(node.own > 0 ? [own] : []), ...node.children.values());
  }
  return open.map(({ folder, entries, folders }) => ({ folder, entries, folders }));
}

function newNode(folder: string): Node {
  return { folder, children: new Map(), own: 0, entries: 0, folders: 0 };
}

function add(root: Node, folder: string, count: number): void {
  let node = root;
  let start = 0;
  while (start < folder.length) {
    const slash = folder.slice(start).search(/[/\\]/);
    const end = slash < 0 ? folder.length : start + slash + 1;
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
