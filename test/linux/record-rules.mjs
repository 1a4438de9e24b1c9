// @ts-check
/** `node test/linux/record-rules.mjs [NAME …]`, as root: writes the real iptables' answers into the cases of rules. */
import { recordRules } from './rules.mjs';

await recordRules(process.argv.slice(2));
