/** Users and groups that every Debian 12 has (package base-passwd), by name. */
const USERS: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  sync: 4,
  games: 5,
  man: 6,
  lp: 7,
  mail: 8,
  news: 9,
  uucp: 10,
  proxy: 13,
  'www-data': 33,
  backup: 34,
  list: 38,
  irc: 39,
  nobody: 65534,
};

const GROUPS: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  adm: 4,
  tty: 5,
  disk: 6,
  lp: 7,
  mail: 8,
  news: 9,
  uucp: 10,
  man: 12,
  proxy: 13,
  kmem: 15,
  dialout: 20,
  fax: 21,
  voice: 22,
  cdrom: 24,
  floppy: 25,
  tape: 26,
  sudo: 27,
  audio: 29,
  dip: 30,
  'www-data': 33,
  backup: 34,
  operator: 37,
  list: 38,
  irc: 39,
  src: 40,
  shadow: 42,
  utmp: 43,
  video: 44,
  sasl: 45,
  plugdev: 46,
  staff: 50,
  games: 60,
  users: 100,
  nogroup: 65534,
};

/** The number of a user (getpwnam(3)); undefined for an unknown one. */
export function userId(name: string): number | undefined {
  return Object.hasOwn(USERS, name) ? USERS[name] : undefined;
}

/** The number of a group (getgrnam(3)). */
export function groupId(name: string): number | undefined {
  return Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
}

/** The name of a user's number (getpwuid(3)). */
export function userName(id: number): string | undefined {
  return Object.keys(USERS).find((name) => USERS[name] === id);
}

/** The name of a group's number (getgrgid(3)). */
export function groupName(id: number): string | undefined {
  return Object.keys(GROUPS).find((name) => GROUPS[name] === id);
}
