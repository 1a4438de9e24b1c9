import { NETWORK_PROGRAMS } from './programs.ts';

/** An image that is simulated: what it starts, and which programs are in it. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
  readonly id: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly exposed: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The network programs in it; all others (cat, grep, sh …) are in every image. */
  readonly tools: readonly string[];
  /** The web server that its own command starts. */
  readonly serves: 'nginx' | 'httpd' | 'whoami' | undefined;
}

type Row = Partial<Pick<Image, 'entrypoint' | 'command' | 'exposed' | 'env' | 'tools' | 'serves'>>;

const BUSYBOX = ['ip', 'ping', 'ifconfig', 'route', 'arp', 'netstat', 'nc', 'traceroute', 'arping', 'sysctl', 'wget'];
const DEBIAN = ['bash'];

/** Images by their names, as on Docker Hub. An image is a row. */
const IMAGES: Readonly<Record<string, Row>> = {
  alpine: { command: ['/bin/sh'], tools: BUSYBOX },
  busybox: { command: ['sh'], tools: BUSYBOX },
  debian: { command: ['bash'], tools: DEBIAN },
  ubuntu: { command: ['/bin/bash'], tools: DEBIAN },
  nginx: {
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    exposed: ['80/tcp'],
    tools: [...DEBIAN, 'curl'],
    serves: 'nginx',
  },
  httpd: { command: ['httpd-foreground'], exposed: ['80/tcp'], tools: DEBIAN, serves: 'httpd' },
  'traefik/whoami': { entrypoint: ['/whoami'], exposed: ['80/tcp'], tools: [], serves: 'whoami' },
  python: { command: ['python3'], tools: [...DEBIAN, 'python3', 'curl'] },
  'nicolaka/netshoot': { command: ['zsh'], tools: NETWORK_PROGRAMS },
};

/** An image by its name on the command line (`nginx`, `docker.io/library/nginx:alpine`); undefined for one that is not simulated. */
export function findImage(name: string): Image | undefined {
  const { repository, tag } = splitReference(name);
  const row = Object.hasOwn(IMAGES, repository) ? IMAGES[repository] : undefined;
  if (row === undefined) return undefined;
  const small = /alpine/.test(tag);
  const { entrypoint = [], command = [], exposed = [], env = {}, tools = [], serves } = row;
  return {
    repository,
    tag,
    id: digestOf(`${repository}:${tag}`),
    entrypoint,
    command,
    exposed,
    env,
    tools: small ? [...new Set([...BUSYBOX, ...tools.filter((tool) => tool !== 'bash')])] : tools,
    serves,
  };
}

/** The images that `docker images` lists. */
export function allImages(): readonly Image[] {
  return Object.keys(IMAGES).map((name) => findImage(name)!);
}

/** A name without the registry that is meant anyway, and its tag. */
export function splitReference(name: string): { readonly repository: string; readonly tag: string } {
  const [, repository = '', tag = 'latest'] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(name) ?? [];
  return { repository: repository.replace(/^(?:docker\.io\/)?(?:library\/)?/, ''), tag };
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:[\\w.-]+(?::\\d+)?/)?${COMPONENT}(?:/${COMPONENT})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** Why something cannot be the name of an image (reference.ParseNormalizedNamed); undefined when it can. */
export function referenceError(name: string): string | undefined {
  if (REFERENCE.test(name)) return undefined;
  const isCase = REFERENCE.test(name.toLowerCase());
  return isCase ? 'invalid reference format: repository name must be lowercase' : 'invalid reference format';
}

/** 64 digits that stand for the content of an image (FNV-1a, stretched). */
function digestOf(text: string): string {
  let id = '';
  for (let round = 0; id.length < 64; round++) {
    let hash = 0x811c9dc5 ^ round;
    for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    id += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return id;
}
