import type { Report } from './report.ts';

/** The report as a table for a terminal: one column per program. */
export function tableOf(report: Report): string {
  const codes = report.programs.map(({ code }) => code);
  const rows: [string, ...string[]][] = [['', ...codes]];
  const counts = [
    'organizations',
    'nominated',
    'enrolled',
    'modulesHeld',
    'sessionsHeld',
    'attendanceRecords',
    'evaluated',
  ] as const;
  const results = [
    'completedPeople',
    'completedOrganizations',
    'certificates',
    'participationRecords',
    'acknowledgments',
  ] as const;
  for (const name of [...counts, ...results])
    rows.push([name, ...report.programs.map((program) => String(program[name]))]);
  rows.push(['notCompleted', ...report.programs.map(({ notCompleted }) => String(notCompleted.length))]);
  rows.push(['revoked', ...report.programs.map(({ revoked }) => String(revoked.length))]);
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2))).join(''),
  );
  return [...lines, '', ...detailsOf(report)].join('\n');
}

function detailsOf(report: Report): string[] {
  const { p50, p99 } = report.evaluatedToIssuedMs;
  const facts = Object.values(report.events).reduce((sum, count) => sum + count, 0);
  const lines = [
    `${facts} facts recorded, ${report.doubles} doubles, ${report.deadLetters} dead letters`,
    `evaluated → issued: p50 ${p50} ms, p99 ${p99} ms`,
  ];
  for (const program of report.programs) {
    for (const { subject, reasons } of program.notCompleted)
      lines.push(`${program.code} not completed: ${subject} (${reasons.join(', ')})`);
    for (const { step, subject, code } of program.refused)
      lines.push(`${program.code} refused: ${step} of ${subject} (${code})`);
    for (const number of program.revoked) lines.push(`${program.code} revoked: ${number}`);
  }
  return lines;
}
