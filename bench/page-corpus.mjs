// A made-up page as Playwright's MCP server shows it: a shop with a menu, a filter and many results.

const range = (count, write) => Array.from({ length: count }, (_, at) => write(at));

/** As in corpus.mjs. */
export function pageSnapshot() {
  let ref = 0;
  const next = () => `[ref=e${++ref}]`;
  const link = (indent, name, url) => [
    `${indent}- link "${name}" ${next()} [cursor=pointer]:`,
    `${indent}  - /url: ${url}`,
  ];
  const item = (at) => {
    const name = `Tea number ${at} of the ${['first', 'second', 'late'][at % 3]} flush`;
    return [
      `      - listitem ${next()}:`,
      ...link('        ', name, `/teas/${4_000 + at * 7}`),
      `          - img "${name}" ${next()}`,
      `        - generic ${next()}:`,
      `          - generic ${next()}: ${at},50 EUR`,
      `          - generic ${next()}: ${at === 37 ? 'Only two packets left' : 'In stock'}`,
      `        - button "Put ${name} into the basket" ${next()} [cursor=pointer]`,
    ];
  };
  const lines = [
    `- generic [active] ${next()}:`,
    `  - navigation "Main" ${next()}:`,
    ...['Teas', 'Cups', 'Orders', 'Basket (3)'].flatMap((name) => link('    ', name, `/${name}`)),
    `  - main ${next()}:`,
    `    - heading "Our teas" [level=1] ${next()}`,
    `    - alert ${next()}: The card that ends in 4421 was declined`,
    `    - textbox "Search teas" ${next()}`,
    `    - list "Results" ${next()}:`,
    ...range(80, item).flat(),
    `  - contentinfo ${next()}:`,
    ...link('    ', 'Imprint', '/imprint'),
  ];
  const head = '### Page\n- Page URL: https://tea.example/teas\n- Page Title: Teas\n### Snapshot\n';
  return {
    name: 'page snapshot (Playwright)',
    tool: 'mcp__playwright__browser_snapshot',
    input: '{}',
    question: 'Put tea number 61 into the basket and tell me what it costs.',
    text: `${head}\`\`\`yaml\n${lines.join('\n')}\n\`\`\``,
    facts: ['Tea number 61', '61,50 EUR', 'declined', 'Basket (3)', 'Only two packets left'],
  };
}
