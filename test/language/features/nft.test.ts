import { describe, expect, test } from 'vitest';
import { hoverIn } from '../check.ts';

const RULES = `
  # netlab: machine bare
  ip link set lo up
  nft add table inet mine
  nft add set inet mine ok '{ type ipv4_addr; }'
  nft add element inet mine ok '{ 127.0.0.1, 127.0.0.2 }'
  nft add chain inet mine in '{ type filter hook input priority 0; policy drop; }'
  nft add rule inet mine in ip saddr @ok accept
  ping -c 1 127.0.0.1`;

describe('hover over words of nft', () => {
  test('a table, a chain and a set as of the line', () => {
    const table = hoverIn(`${RULES}\n  nft list table inet mi<|>ne\n`);
    expect(table).toContain('**Table `mine`** of family inet in `host`, made on line 3');
    expect(table).toContain('| chain | `in` | 1 rules, policy drop |');
    expect(table).toContain('| set | `ok` | 2 elements |');
    const chain = hoverIn(`${RULES}\n  nft list chain inet mine i<|>n\n`);
    expect(chain).toContain('Policy `DROP` since line 6.');
    expect(chain).toContain('| 1 | `ip saddr @ok accept` | 2 packets, 168 bytes | line 7 |');
    expect(hoverIn(RULES.replace('@ok', '@o<|>k'))).toContain(
      '**Set `ok`** of `ipv4_addr`, 2 elements, made on line 4',
    );
    expect(hoverIn('nft list table ip no<|>pe\n')).toBe('No table `nope` exists here.');
  });

  test('a field, a statement, a verdict, with what the rule matches', () => {
    expect(hoverIn(RULES.replace('saddr', 'sad<|>dr'))).toContain('**ip saddr** (ipv4_addr): Source.');
    const verdict = hoverIn(RULES.replace('@ok accept', '@ok acc<|>ept'));
    expect(verdict).toContain('**accept**: Lets the packet through');
    expect(verdict).toContain('| inet mine in 1 | `ip saddr @ok accept` | 2 packets, 168 bytes |');
    expect(hoverIn(RULES.replace('policy drop', 'pol<|>icy drop'))).toContain('no rule decided about');
  });

  test('within a here-document, and in quotes', () => {
    const text = hoverIn(`
      nft -f - <<'END'
      table inet t {
        chain a {
          ct st<|>ate established accept
          jump b
        }
        chain b { counter; }
      }
      END
    `);
    expect(text).toContain('**ct state** (ct_state)');
    expect(text).toContain('| inet t a 1 | `ct state established accept` | no packet |');
    expect(hoverIn(`nft 'add table inet t; add chain inet t he<|>re'\n`)).toContain(
      '**Chain `here`** of table `inet t`',
    );
  });

  test('the program says what its rules match', () => {
    expect(hoverIn(RULES.replace('nft add rule', 'nf<|>t add rule'))).toContain('| 2 packets, 168 bytes |');
  });
});
