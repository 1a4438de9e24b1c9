// @ts-check
import { runBundled } from './bundled.mjs';

await runBundled('test/linux/random/main.ts');
