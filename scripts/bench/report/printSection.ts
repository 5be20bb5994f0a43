// A section as text for a terminal and as Markdown. Knows tables; not what is in them.
import type { Section, Table } from './section.ts';

export function printSection(section: Section): void {
  console.log(`\n${section.title}`);
  for (const table of tablesOf(section)) {
    if (table.caption !== '') console.log(`\n  ${table.caption}`);
    const widths = table.header.map((title, column) =>
      Math.max(title.length, ...table.rows.map((row) => (row[column] ?? '').length)),
    );
    const line = (cells: readonly string[]): string =>
      `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
    console.log(line(table.header));
    console.log(line(widths.map((width) => '─'.repeat(width))));
    for (const row of table.rows) console.log(line(row));
  }
}

export function markdownOf(section: Section): string {
  const tables = tablesOf(section).map(({ caption, header, rows }) => {
    const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return [...(caption === '' ? [] : [`_${caption}_`, '']), ...lines].join('\n');
  });
  const pictures = (section.pictures ?? []).map(({ file, words }) => `${words}:\n\n![${words}](pictures/${file})`);
  return [...tables, ...pictures, section.method.map((sentence) => `- ${sentence}`).join('\n')].join('\n\n');
}

function tablesOf(section: Section): readonly Table[] {
  const rows = section.figures.map(({ name, goal, measured, verdict }) => [name, goal, measured, verdict]);
  return [{ caption: '', header: ['figure', 'goal', 'measured', 'verdict'], rows }, ...section.tables];
}
