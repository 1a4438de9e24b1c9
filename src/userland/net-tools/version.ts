/** What programs of net-tools print for -V. */
export function versionText(): string {
  return 'net-tools 2.10\n';
}
