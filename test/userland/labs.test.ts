import { describe, expect, it } from 'vitest';
import { caseFiles, readCases, recordFile, UNRECORDED } from './record-all.ts';
import { simulate } from './simulate.ts';
import { formatStep, normalise } from './transcript.ts';

// NETLAB_RECORD=1 (as root, with Debian 12's tools), or a part of a file's name, asks the real Linux again first.
const wanted = process.env.NETLAB_RECORD;
for (const name of caseFiles()) {
  if (!UNRECORDED.test(name) && (wanted === '1' || (wanted && name.includes(wanted)))) await recordFile(name);
}

for (const name of caseFiles()) {
  describe(name, () => {
    for (const lab of readCases(name).labs) {
      it(lab.title, () => {
        const expected = normalise(lab);
        const actual = normalise(simulate(lab));
        expect(actual.steps.map(formatStep).join('')).toBe(expected.steps.map(formatStep).join(''));
      });
    }
  });
}
