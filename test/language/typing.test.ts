import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLanguageService } from '../../src/language/index.ts';
import { askAll, askOne, bytesInUse, Typist } from './typing.ts';

const folder = join(import.meta.dirname, '../../examples');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.netlab'));

/** Edits in all; the whole of it is `EDITS=100000 npx vitest run test/language/typing.test.ts`. */
const EDITS = Number(process.env.EDITS ?? 300);
const SEED = Number(process.env.SEED ?? 1);
const EACH = Math.ceil(EDITS / names.length);
/** The edit after which all is loaded: a machine made ready beforehand among it. */
const BEGUN = Math.min(EACH, Math.max(3, Math.ceil(EACH / 10)));
/** Bytes that may be in use more than after the first edits: what engines keep of compiled code and shapes. */
const ROOM = 24 << 20;

test.each(names)(
  'typing and deleting at random in %s throws nothing and keeps nothing',
  (name) => {
    const uri = `file:///${name}`;
    const typist = new Typist(readFileSync(join(folder, name), 'utf8'), SEED + names.indexOf(name));
    const service = createLanguageService();
    let first = 0;
    for (let i = 1; i <= EACH; i++) {
      const { text, offset } = typist.edit();
      const document = { uri, version: i, text };
      try {
        if (i % 20 === 0 || i === BEGUN) askAll(service, document, offset);
        else askOne(service, document, offset, typist.random(100));
      } catch (error) {
        throw new Error(`edit ${i} throws at offset ${offset} of\n${text}`, { cause: error });
      }
      if (i % 3 === 0) service.prepare(uri);
      if (i === BEGUN) first = bytesInUse();
    }
    service.forget(uri);
    expect(bytesInUse() - first).toBeLessThan(ROOM);
  },
  60_000 + EACH * 2000,
);
