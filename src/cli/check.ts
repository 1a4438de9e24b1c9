import { createLanguageService, DEFAULT_SETTINGS, labDocument } from '../language/index.ts';
import { MACHINE_OPTIONS, machineOptions, parseArguments } from './arguments.ts';
import { readLab } from './file.ts';
import { UsageError } from './usage.ts';

/** `netlab check FILE…`: diagnostics as `file:line:col: severity: message [rule-id]`. Exit status 1 when one is an error. */
export function check(args: string[]): number {
  const { values, positionals } = parseArguments(args, MACHINE_OPTIONS);
  if (positionals.length === 0) throw new UsageError('FILE is missing');
  const labs = positionals.map((file) => ({ file, text: readLab(file) }));
  const service = createLanguageService({ ...DEFAULT_SETTINGS, overrides: machineOptions(values) });
  let errors = 0;
  for (const { file, text } of labs) {
    for (const finding of service.check(labDocument(text, file))) {
      if (finding.severity === 'error') errors++;
      const { line, character } = finding.range.start;
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ file, ...finding })}\n`
          : `${file}:${line + 1}:${character + 1}: ${finding.severity}: ${finding.message} [${finding.rule}]\n`,
      );
    }
  }
  return errors > 0 ? 1 : 0;
}
