/** What a program of iputils prints for -V. */
export function versionText(program: string): string {
  return `${program} from iputils 20221126\nlibcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n`;
}
