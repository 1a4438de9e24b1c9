import { settled } from '../pace.ts';
import type { Program } from '../process.ts';
import { runClient } from './client.ts';
import { parseIperf } from './options.ts';
import { runServer } from './server.ts';

/** iperf3(1), version 3.12. Its figures are those of the virtual clock, on machines of a fixed speed. */
export const iperf3: Program = (process) => {
  const request = parseIperf(process);
  if (typeof request === 'number') return request;
  if (request.daemon) {
    // The same words but for those that send it to the background; what it prints nobody sees.
    const argv = process.argv.filter((word) => word !== '--daemon').map((word) => word.replace(/^-(\w*)D/, '-$1'));
    process.background(
      argv.filter((word) => word !== '-'),
      {},
      { kind: 'capture', text: '', holders: 0 },
      () => {},
    );
    return 0;
  }
  return request.server ? runServer(process, request) : settled(process, runClient(process, request));
};
