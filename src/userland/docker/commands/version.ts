import { dockerOf } from '../daemon.ts';
import type { Call } from '../flags.ts';
import { readTemplate } from '../template/execute.ts';

/** Debian 12's docker.io. */
export const VERSION = { text: '20.10.24+dfsg1', commit: '297e128', api: '1.41' };

/** `docker version`: of the client and of the daemon. */
export function version(call: Call): number {
  const { process } = call;
  dockerOf(process);
  const side = {
    Version: VERSION.text,
    ApiVersion: VERSION.api,
    GitCommit: VERSION.commit,
    Os: 'linux',
    Arch: 'amd64',
  };
  const format = call.value('--format');
  if (format !== undefined) process.stdout.write(`${readTemplate(format).fill({ Client: side, Server: side })}\n`);
  else
    process.stdout.write(
      ['Client', 'Server']
        .map(
          (name) =>
            `${name}:\n Version:           ${VERSION.text}\n API version:       ${VERSION.api}\n OS/Arch:           linux/amd64\n`,
        )
        .join('\n'),
    );
  return 0;
}
