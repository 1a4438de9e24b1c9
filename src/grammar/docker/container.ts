import type { Command, Option } from '../command.ts';
import { CONTAINER, CONTAINERS, FILTER, FORCE, FORMAT, INSPECT_FORMAT, NO_TRUNC, QUIET } from './words.ts';

const IMAGE = { name: 'IMAGE', value: 'text', doc: 'the image: nginx, alpine, nicolaka/netshoot …' } as const;
const COMMAND = {
  name: '[COMMAND] [ARG...]',
  value: 'program',
  doc: 'what runs in the container',
  rest: true,
  optional: true,
} as const;

/** What `docker run` and `docker create` take. */
const NEW_CONTAINER: readonly Option[] = [
  { name: '--name', values: ['new-container'], doc: 'its name' },
  {
    name: '--network',
    aliases: ['--net'],
    values: ['docker-network'],
    doc: 'the network: `bridge`, `host`, `none`, `container:NAME`, or one that was created',
    repeatable: true,
  },
  { name: '--ip', values: ['address'], doc: 'its address in a network with a subnet of your own' },
  {
    name: '--network-alias',
    aliases: ['--net-alias'],
    values: ['text'],
    doc: 'a further name there',
    repeatable: true,
  },
  { name: '--mac-address', values: ['mac'], doc: 'the MAC address of its eth0' },
  {
    name: '--publish',
    aliases: ['-p'],
    values: ['text'],
    doc: 'let a port of the host stand for one of its own: `8080:80`, `127.0.0.1:53:53/udp`',
    repeatable: true,
  },
  { name: '--publish-all', aliases: ['-P'], doc: 'publish all exposed ports at ports that Docker chooses' },
  { name: '--expose', values: ['port'], doc: 'a port that it offers', repeatable: true },
  { name: '--hostname', aliases: ['-h'], values: ['text'], doc: 'its host name' },
  { name: '--add-host', values: ['text'], doc: 'a line of /etc/hosts: `NAME:ADDRESS`', repeatable: true },
  { name: '--dns', values: ['address'], doc: 'a name server', repeatable: true },
  { name: '--interactive', aliases: ['-i'], doc: 'keep its input open' },
  { name: '--tty', aliases: ['-t'], doc: 'a terminal' },
  { name: '--rm', doc: 'remove it when it ends' },
  { name: '--env', aliases: ['-e'], values: ['text'], doc: 'a variable: `NAME=VALUE`', repeatable: true },
  { name: '--workdir', aliases: ['-w'], values: ['file'], doc: 'its working directory' },
  { name: '--entrypoint', values: ['text'], doc: "the program, in place of the image's" },
  { name: '--cap-add', values: ['text'], doc: 'what it may do besides: `NET_ADMIN`', repeatable: true },
  { name: '--cap-drop', values: ['text'], doc: 'what it may not do', repeatable: true },
  { name: '--privileged', doc: 'it may do all' },
  { name: '--init', doc: 'a small init is its first process' },
  { name: '--label', aliases: ['-l'], values: ['text'], doc: 'a label', repeatable: true },
  { name: '--user', aliases: ['-u'], values: ['text'], doc: 'who runs it' },
  { name: '--restart', values: ['text'], doc: 'when to start it again' },
  { name: '--pull', values: ['text'], doc: 'when to fetch the image' },
  { name: '--quiet', aliases: ['-q'], doc: 'do not show how the image is fetched' },
  {
    name: '--volume',
    aliases: ['-v'],
    values: ['text'],
    doc: 'files of the host in it',
    repeatable: true,
    simulated: false,
  },
  { name: '--mount', values: ['text'], doc: 'files of the host in it', repeatable: true, simulated: false },
  {
    name: '--sysctl',
    values: ['sysctl-assignment'],
    doc: 'a setting of its kernel: `net.ipv4.ip_forward=1`',
    repeatable: true,
  },
  { name: '--memory', aliases: ['-m'], values: ['text'], doc: 'the most memory it gets' },
  { name: '--cpus', values: ['text'], doc: 'how many processors it gets' },
  { name: '--log-driver', values: ['text'], doc: 'where its output goes' },
  { name: '--security-opt', values: ['text'], doc: 'a security option', repeatable: true },
  { name: '--ip6', values: ['address'], doc: 'its IPv6 address', simulated: false },
  { name: '--link', values: ['text'], doc: 'a link to another container', repeatable: true, simulated: false },
  { name: '--pid', values: ['text'], doc: 'the processes it sees', simulated: false },
  { name: '--platform', values: ['text'], doc: 'the kind of machine', simulated: false },
];

export const RUN: Command = {
  name: 'run',
  doc: 'create and run a new container from an image',
  style: 'getopt',
  options: [{ name: '--detach', aliases: ['-d'], doc: 'in the background' }, ...NEW_CONTAINER],
  positionals: [IMAGE, COMMAND],
};

export const CREATE: Command = {
  name: 'create',
  doc: 'create a new container',
  style: 'getopt',
  options: NEW_CONTAINER,
  positionals: [IMAGE, COMMAND],
};

export const EXEC: Command = {
  name: 'exec',
  doc: 'execute a command in a running container',
  style: 'getopt',
  options: [
    { name: '--detach', aliases: ['-d'], doc: 'in the background' },
    { name: '--interactive', aliases: ['-i'], doc: 'keep its input open' },
    { name: '--tty', aliases: ['-t'], doc: 'a terminal' },
    { name: '--env', aliases: ['-e'], values: ['text'], doc: 'a variable: `NAME=VALUE`', repeatable: true },
    { name: '--workdir', aliases: ['-w'], values: ['file'], doc: 'the working directory' },
    { name: '--user', aliases: ['-u'], values: ['text'], doc: 'who runs it' },
    { name: '--privileged', doc: 'it may do all' },
  ],
  positionals: [CONTAINER, { ...COMMAND, name: 'COMMAND [ARG...]' }],
};

export const PS: Command = {
  name: 'ps',
  doc: 'list containers',
  style: 'getopt',
  options: [
    { name: '--all', aliases: ['-a'], doc: 'those that do not run, too' },
    QUIET,
    FILTER,
    FORMAT,
    NO_TRUNC,
    { name: '--latest', aliases: ['-l'], doc: 'the newest one' },
    { name: '--last', aliases: ['-n'], values: ['number'], doc: 'so many of the newest' },
    { name: '--size', aliases: ['-s'], doc: 'how large they are', simulated: false },
  ],
};

export const INSPECT: Command = {
  name: 'inspect',
  doc: 'return low-level information on Docker objects',
  style: 'getopt',
  options: [
    INSPECT_FORMAT,
    { name: '--type', values: ['text'], words: ['container', 'network', 'image'], doc: 'what it is' },
    { name: '--size', aliases: ['-s'], doc: 'how large it is', simulated: false },
  ],
  positionals: [{ name: 'NAME|ID [NAME|ID...]', value: 'container', doc: 'names or ids of containers and networks' }],
};

const TIME: Option = { name: '--time', aliases: ['-t'], values: ['time'], doc: 'how long it gets to end, in seconds' };
const SIGNAL: Option = { name: '--signal', aliases: ['-s'], values: ['text'], doc: 'the signal to send' };

const lifecycle = (name: string, doc: string, options: readonly Option[]): Command => ({
  name,
  doc,
  style: 'getopt',
  options,
  positionals: [CONTAINERS],
});

export const LIFECYCLE: readonly Command[] = [
  lifecycle('start', 'start one or more stopped containers', [
    { name: '--attach', aliases: ['-a'], doc: 'show what it prints' },
    { name: '--interactive', aliases: ['-i'], doc: 'keep its input open' },
  ]),
  lifecycle('stop', 'stop one or more running containers', [TIME, SIGNAL]),
  lifecycle('restart', 'restart one or more containers', [TIME, SIGNAL]),
  lifecycle('kill', 'kill one or more running containers', [SIGNAL]),
  {
    ...lifecycle('rm', 'remove one or more containers', [
      { ...FORCE, doc: 'running ones, too' },
      { name: '--volumes', aliases: ['-v'], doc: 'and their volumes' },
      { name: '--link', aliases: ['-l'], doc: 'a link only', simulated: false },
    ]),
    aliases: ['remove'],
  },
];

export const LOGS: Command = {
  name: 'logs',
  doc: 'fetch the logs of a container',
  style: 'getopt',
  options: [
    { name: '--tail', aliases: ['-n'], values: ['text'], doc: 'so many of the last lines' },
    { name: '--follow', aliases: ['-f'], doc: 'go on with what comes', simulated: false },
    { name: '--timestamps', aliases: ['-t'], doc: 'when it was printed', simulated: false },
    { name: '--since', values: ['text'], doc: 'from then on', simulated: false },
  ],
  positionals: [CONTAINER],
};

export const PORT: Command = {
  name: 'port',
  doc: 'list port mappings or a specific mapping for the container',
  style: 'getopt',
  options: [],
  positionals: [CONTAINER, { name: '[PRIVATE_PORT[/PROTO]]', value: 'text', doc: 'one port of it', optional: true }],
};

export const RENAME: Command = {
  name: 'rename',
  doc: 'rename a container',
  style: 'getopt',
  options: [],
  positionals: [CONTAINER, { name: 'NEW_NAME', value: 'new-container', doc: 'the new name' }],
};

export const CONTAINER_PRUNE: Command = {
  name: 'prune',
  doc: 'remove all stopped containers',
  style: 'getopt',
  options: [FORCE],
};
