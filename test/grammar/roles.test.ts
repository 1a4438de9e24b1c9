import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/grammar/command.ts';
import { expectedAt, PROGRAMS, rolesOf } from '../../src/grammar/index.ts';
import type { Role } from '../../src/grammar/role.ts';

function short(role: Role): string {
  switch (role.kind) {
    case 'program':
    case 'subcommand':
      return `${role.kind}:${role.command.name}`;
    case 'option':
      return `option:${role.option.name}`;
    case 'value':
      return role.type;
    default:
      return 'unknown';
  }
}

const SUDO: Command = {
  name: 'sudo',
  doc: 'Run as root',
  style: 'getopt',
  options: [{ name: '-u', aliases: ['--user'], values: ['text'], doc: 'The user' }],
  positionals: [{ name: 'COMMAND', value: 'program', rest: true, doc: 'The command' }],
};
const programs = new Map([...PROGRAMS, ['sudo', SUDO]]);

function check(line: string, roles: string): void {
  expect(rolesOf(line.split(' '), programs).map(short).join(' ')).toBe(roles);
}

describe('rolesOf', () => {
  it('abbreviates as iproute2 does', () => {
    check(
      'ip a a 10.0.0.1/24 dev v0',
      'program:ip subcommand:address subcommand:add interface-address option:dev device',
    );
    check('ip r', 'program:ip subcommand:route');
    check('ip n s', 'program:ip subcommand:neighbor subcommand:show');
    check('ip ru ls', 'program:ip subcommand:rule subcommand:list');
    check('/sbin/ip -br l', 'program:ip option:-brief subcommand:link');
  });

  it('knows the namespace and the inner command', () => {
    check(
      'ip netns exec red ip -4 route',
      'program:ip subcommand:netns subcommand:exec netns program:ip option:-4 subcommand:route',
    );
    check('ip -n red link set v0 up', 'program:ip option:-netns netns subcommand:link subcommand:set device option:up');
    check('sudo ip netns add red', 'program:sudo program:ip subcommand:netns subcommand:add new-netns');
    check('sudo -u root ip link', 'program:sudo option:-u text program:ip subcommand:link');
    check('ip netns exec red frob x', 'program:ip subcommand:netns subcommand:exec netns unknown unknown');
  });

  it('goes into the words of a kind of device', () => {
    check(
      'ip link add v0 type veth peer name v1 netns red',
      'program:ip subcommand:link subcommand:add new-device option:type link-kind option:peer option:name new-device option:netns netns',
    );
    check(
      'ip link add dev br0 type bridge stp_state 1',
      'program:ip subcommand:link subcommand:add option:dev new-device option:type link-kind option:stp_state number',
    );
    check(
      'ip link add v0 type veth peer v1',
      'program:ip subcommand:link subcommand:add new-device option:type link-kind option:peer new-device',
    );
  });

  it('tells the parts of a route', () => {
    check('ip route add blackhole 10.0.0.0/8', 'program:ip subcommand:route subcommand:add route-type prefix');
    check(
      'ip route add default via inet6 fe80::1 dev v0 mtu lock 1400',
      'program:ip subcommand:route subcommand:add prefix option:via text address option:dev device option:mtu text number',
    );
    check(
      'ip route add to 10.0.0.0/8 nexthop via 10.0.0.1 weight 2 nexthop dev v1',
      'program:ip subcommand:route subcommand:add option:to prefix option:nexthop option:via address option:weight number option:nexthop option:dev device',
    );
    check(
      'ip route get 10.0.0.1 from 10.0.0.2 iif v0',
      'program:ip subcommand:route subcommand:get address option:from address option:iif device',
    );
    check('ip route show table all', 'program:ip subcommand:route subcommand:list option:table route-table');
  });

  it('marks what does not belong', () => {
    check(
      'ip link addr add 10.0.0.1/24 dev v0',
      'program:ip subcommand:link unknown subcommand:add new-device option:dev new-device',
    );
    check('ip route add default gw 10.0.0.1', 'program:ip subcommand:route subcommand:add prefix unknown unknown');
  });

  it('has one role for each word of any line', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          'ip',
          'netns',
          'exec',
          'route',
          'add',
          'nexthop',
          '-n',
          '!',
          '--',
          'type',
          'veth',
          'peer',
          'bridge',
        ),
        fc.string(),
      ),
    );
    fc.assert(fc.property(words, (line) => rolesOf(line, programs).length === line.length));
  });
});

describe('expectedAt', () => {
  const names = (line: string) => {
    const { commands, options, values } = expectedAt(line === '' ? [] : line.split(' '), programs);
    return {
      commands: commands.map((one) => one.name),
      options: options.map((one) => one.name),
      values: values.map((one) => one.type),
    };
  };

  it('offers programs, objects and commands', () => {
    expect(names('').commands).toContain('ip');
    expect(names('ip').commands).toEqual(expect.arrayContaining(['address', 'route', 'netns']));
    expect(names('ip').options).toContain('-netns');
    expect(names('ip netns').commands).toContain('exec');
    expect(names('ip netns exec red').values).toEqual(['program']);
  });

  it('offers the value an option waits for', () => {
    expect(names('ip link set v0 netns').values).toEqual(['netns']);
    expect(expectedAt(['ip', 'link', 'add', 'v0', 'type']).values[0]?.words).toContain('veth');
    expect(names('ip addr add').values).toEqual(['interface-address']);
    expect(names('ip route add').values).toEqual(['route-type', 'prefix']);
  });

  it('does not offer a word twice, nor one that another excludes', () => {
    const { options } = names('ip link set v0 up');
    expect(options).not.toContain('up');
    expect(options).not.toContain('down');
    expect(options).toContain('mtu');
  });
});
