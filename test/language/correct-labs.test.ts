import { expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../src/language/index.ts';
import { correctLab } from './correct-labs.ts';

/** Labs in all; the measured rate is that of `LABS=1000 npx vitest run test/language/correct-labs.test.ts`. */
const LABS = Number(process.env.LABS ?? 40);
const SEED = Number(process.env.SEED ?? 1);

test(
  `of ${LABS} generated correct labs none gives anything to complain of`,
  () => {
    const alarms: string[] = [];
    for (let seed = SEED; seed < SEED + LABS; seed++) {
      const text = correctLab(seed);
      for (const { rule, message, range } of createLanguageService().check(labDocument(text)))
        alarms.push(`seed ${seed}, line ${range.start.line + 1}: ${rule}: ${message}`);
    }
    expect(alarms).toEqual([]);
  },
  20_000 + LABS * 200,
);
