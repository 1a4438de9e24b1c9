import type { Command } from '../command.ts';
import { CONTAINER_PRUNE, CREATE, EXEC, INSPECT, LIFECYCLE, LOGS, PORT, PS, RENAME, RUN } from './container.ts';
import { NETWORK_COMMANDS } from './network.ts';
import { FORMAT, NO_TRUNC, QUIET } from './words.ts';

const ON_CONTAINERS: readonly Command[] = [RUN, CREATE, EXEC, ...LIFECYCLE, LOGS, PORT, RENAME];

const PULL: Command = {
  name: 'pull',
  doc: 'download an image from a registry',
  style: 'getopt',
  options: [QUIET],
  positionals: [{ name: 'NAME[:TAG|@DIGEST]', value: 'text', doc: 'the image' }],
};

const IMAGES: Command = {
  name: 'images',
  doc: 'list images',
  style: 'getopt',
  options: [QUIET, NO_TRUNC, FORMAT, { name: '--all', aliases: ['-a'], doc: 'all of them' }],
  positionals: [{ name: '[REPOSITORY[:TAG]]', value: 'text', doc: 'one image', optional: true }],
};

const later = (name: string, doc: string): Command => ({ name, doc, style: 'getopt', options: [], simulated: false });

/** docker(1), as far as networks go. */
export const DOCKER: Command = {
  name: 'docker',
  doc: 'runs containers, and connects them by networks; on a real machine it needs Docker',
  style: 'getopt',
  package: 'docker.io',
  options: [
    { name: '--version', aliases: ['-v'], doc: 'the version' },
    { name: '--help', doc: 'the usage' },
  ],
  commands: [
    ...ON_CONTAINERS,
    PS,
    INSPECT,
    NETWORK_COMMANDS,
    {
      name: 'container',
      doc: 'manage containers',
      style: 'getopt',
      options: [],
      commands: [
        ...ON_CONTAINERS,
        { ...PS, name: 'ls', aliases: ['list', 'ps'] },
        { ...INSPECT, doc: 'display detailed information on one or more containers' },
        CONTAINER_PRUNE,
      ],
    },
    PULL,
    IMAGES,
    {
      name: 'image',
      doc: 'manage images',
      style: 'getopt',
      options: [],
      commands: [PULL, { ...IMAGES, name: 'ls', aliases: ['list'] }],
    },
    { name: 'version', doc: 'show the Docker version information', style: 'getopt', options: [INSPECT.options[0]!] },
    later('build', 'build an image'),
    later('compose', 'run several containers as a file says'),
    later('cp', 'copy files between a container and the host'),
    later('events', 'what the daemon does'),
    later('info', 'about the system'),
    later('login', 'log in to a registry'),
    later('pause', 'pause containers'),
    later('push', 'upload an image'),
    later('stats', 'what containers use'),
    later('swarm', 'manage a swarm'),
    later('system', 'manage Docker'),
    later('top', 'the processes of a container'),
    later('update', 'change the limits of containers'),
    later('volume', 'manage volumes'),
    later('wait', 'wait for containers to stop'),
  ],
};
