import { dockerOf } from '../daemon.ts';
import type { Call } from '../flags.ts';
import { readTemplate } from '../template/execute.ts';

const VERSION = '24.0.7';

/** `docker version`: of the client and of the daemon. */
export function version(call: Call): number {
  const { process } = call;
  dockerOf(process);
  const side = { Version: VERSION, ApiVersion: '1.43', GitCommit: 'afdd53b', Os: 'linux', Arch: 'amd64' };
  const format = call.value('--format');
  if (format !== undefined) process.stdout.write(`${readTemplate(format).fill({ Client: side, Server: side })}\n`);
  else
    process.stdout.write(
      ['Client', 'Server']
        .map(
          (name) =>
            `${name}:\n Version:           ${VERSION}\n API version:       1.43\n OS/Arch:           linux/amd64\n`,
        )
        .join('\n'),
    );
  return 0;
}
