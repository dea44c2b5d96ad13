// Writes the tables of a page as rows. A table that only arranges the page is written as the text in it.
import type { PageText, Span } from './page-text.ts';

interface Table {
  cells: string[];
  span: Span | undefined;
  isInCell: boolean;
  isLayout: boolean;
}

/** A cell with more text is a part of the page. */
const LONGEST_CELL = 800;

/** The tables that are open, the innermost last. */
export class PageTables {
  private readonly out: PageText;
  private readonly open: Table[] = [];

  constructor(out: PageText) {
    this.out = out;
  }

  /** Whether text goes into a cell, where there are no lines. */
  get isInCell(): boolean {
    const table = this.open.at(-1);
    return table !== undefined && table.isInCell && !table.isLayout;
  }

  startTable(): () => void {
    const outer = this.open.at(-1);
    if (outer !== undefined && !outer.isLayout) this.makeLayout(outer);
    this.open.push({ cells: [], span: undefined, isInCell: false, isLayout: false });
    return () => {
      const table = this.open.at(-1);
      if (table !== undefined) this.endRow(table);
      this.open.pop();
    };
  }

  startRow(): (() => void) | undefined {
    const table = this.open.at(-1);
    return table === undefined ? undefined : () => this.endRow(table);
  }

  startCell(): (() => void) | undefined {
    const table = this.open.at(-1);
    if (table === undefined) return undefined;
    this.out.end();
    table.isInCell = true;
    return () => this.endCell(table);
  }

  private endCell(table: Table): void {
    table.isInCell = false;
    if (table.isLayout) {
      this.out.end();
      return;
    }
    const { text, span } = this.out.take();
    if (text.length > LONGEST_CELL) this.makeLayout(table);
    if (table.isLayout && span !== undefined) this.out.write(text, span);
    else table.cells.push(text);
    table.span = joined(table.span, span);
  }

  private endRow(table: Table): void {
    const { cells, span } = table;
    table.cells = [];
    table.span = undefined;
    if (span === undefined || cells.every((cell) => cell === '')) return;
    this.out.mark = '';
    const [only = ''] = cells;
    this.out.write(cells.length === 1 ? only : `| ${cells.join(' | ')} |`, span);
  }

  /** What was taken for cells is text after all. */
  private makeLayout(table: Table): void {
    table.isLayout = true;
    const { cells, span } = table;
    table.cells = [];
    if (span !== undefined) for (const cell of cells) if (cell !== '') this.out.write(cell, span);
    this.out.end();
  }
}

function joined(one: Span | undefined, other: Span | undefined): Span | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { from: one.from, to: other.to };
}
