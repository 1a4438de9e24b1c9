import type { Container, Docker } from './state.ts';

const ADJECTIVES = ['bold', 'calm', 'eager', 'gentle', 'happy', 'keen', 'lucid', 'quiet', 'sharp', 'vivid', 'wise'];
/** People to whom networks owe something. */
const PEOPLE = ['baran', 'cerf', 'davies', 'hopper', 'jacobson', 'kahn', 'lamarr', 'metcalfe', 'perlman', 'postel'];

/** 64 hexadecimal digits, always the same for the same number of ids before. */
export function newId(docker: Docker): string {
  docker.ids++;
  let state = Math.imul(docker.ids, 0x9e3779b1) >>> 0;
  let id = '';
  while (id.length < 64) {
    // A step of Marsaglia's xorshift, then mixed, as neighbours would look alike.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    id += (Math.imul(state, 0x85ebca6b) >>> 0).toString(16).padStart(8, '0');
  }
  return id;
}

export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The id of a container's sandbox, its network namespace with what is in it. */
export function sandboxId({ id }: Container): string {
  return [...id].reverse().join('');
}

/** The file that its network namespace is bound to. */
export function sandboxKey(container: Container): string {
  return `/var/run/docker/netns/${sandboxId(container).slice(0, 12)}`;
}

/** A name for a container that was given none. */
export function newName(docker: Docker): string {
  for (;;) {
    const at = docker.names++;
    const name = `${ADJECTIVES[at % ADJECTIVES.length]}_${PEOPLE[at % PEOPLE.length]}`;
    if (docker.containers.every((each) => each.name !== name)) return name;
  }
}
