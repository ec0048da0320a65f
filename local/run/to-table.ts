import Table from 'cli-table3';

/** A plain table for terminals; Japanese counts as two columns. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const rest = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '' };
  const none = { mid: '', 'mid-mid': '', middle: '  ' };
  const style = { head: process.stdout.isTTY ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 0 };
  const table = new Table({ head: [...head], chars: { ...lines, ...rest, ...none }, style });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
