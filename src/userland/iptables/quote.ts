/** A text as iptables-save writes it: in quotes unless it is made of letters, digits, `_` and `-` (xtables_save_string). */
export function quote(text: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  return `"${text.replace(/["'\\]/g, '\\$&')}"`;
}
