import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/grammar/command.ts';
import { documentCommand, documentRole, PROGRAMS, rolesOf, usageOf } from '../../src/grammar/index.ts';

function everyCommand(command: Command): Command[] {
  return [command, ...(command.commands ?? []).flatMap(everyCommand)];
}

describe('documentation', () => {
  it('describes a word from its row', () => {
    const roles = rolesOf(['ip', 'route', 'add', 'default', 'via', '10.0.0.1']);
    expect(documentRole(roles[4]!)).toBe(
      '`via ADDRESS`\n\nThe next hop: a router on this link.\n\nTakes an address such as `10.0.0.1`.',
    );
    expect(documentRole(roles[5]!)).toContain('The next hop');
    expect(documentRole(roles[0]!)).toContain('(iproute2)');
  });

  it('says what is not simulated', () => {
    expect(documentRole(rolesOf(['ip', 'xfrm'])[1]!)).toContain('Not simulated');
  });

  it('exists for every row, in one line, without a full stop', () => {
    for (const command of [...PROGRAMS.values()].flatMap(everyCommand)) {
      expect(documentCommand(command)).not.toBe('');
      for (const { name, doc } of [command, ...command.options, ...(command.positionals ?? [])]) {
        expect(doc, `${command.name} ${name}`).not.toMatch(/\n|\.$|^$/);
      }
    }
  });
});

describe('usageOf', () => {
  it('is made from the rows', () => {
    const ip = PROGRAMS.get('ip')!;
    expect(usageOf('ip', ip)).toBe(
      'Usage: ip [ OPTIONS ] { address | addrlabel | maddress | route | rule |\n            neighbor | ntable | link | tunnel | tuntap | token | tcpmetrics |\n            monitor | mroute | mrule | netns | netconf | vrf | nexthop | help\n            }\n',
    );
    const netns = ip.commands!.find((one) => one.name === 'netns')!;
    expect(usageOf('ip netns exec', netns.commands!.find((one) => one.name === 'exec')!)).toBe(
      'Usage: ip netns exec NAME COMMAND …\n',
    );
  });
});
