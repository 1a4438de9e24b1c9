import { describe, expect, it } from 'vitest';
import { IP_OPTIONS } from '../../src/grammar/iproute2/ip.ts';
import { LINK_OPTIONS } from '../../src/grammar/iproute2/link.ts';
import { ROUTE_FILTERS } from '../../src/grammar/iproute2/route.ts';
import { abbreviates, KeywordReader, tableOf } from '../../src/grammar/keyword.ts';

const find = (rows: Parameters<typeof tableOf>[0], word: string) => tableOf(rows).find(word)?.name;

describe('abbreviations', () => {
  it('take a non-empty beginning', () => {
    expect(abbreviates('addr', 'address')).toBe(true);
    expect(abbreviates('', 'address')).toBe(false);
    expect(abbreviates('addresses', 'address')).toBe(false);
  });

  it('go to the first row that takes them', () => {
    expect(find(IP_OPTIONS, '-b')).toBe('-batch');
    expect(find(IP_OPTIONS, '-br')).toBe('-brief');
    expect(find(IP_OPTIONS, '-h')).toBe('-human');
    expect(find(IP_OPTIONS, '-n')).toBe('-netns');
    expect(find(IP_OPTIONS, '-f')).toBe('-family');
    expect(find(ROUTE_FILTERS, 'm')).toBe('metric');
  });

  it('are not taken for words that iproute2 compares whole', () => {
    expect(find(LINK_OPTIONS, 'u')).toBeUndefined();
    expect(find(LINK_OPTIONS, 'nam')).toBeUndefined();
    expect(find(LINK_OPTIONS, 'addr')).toBe('address');
    expect(find(LINK_OPTIONS, 'txql')).toBe('txqueuelen');
    expect(find(LINK_OPTIONS, 'qlen')).toBe('txqueuelen');
    expect(find(LINK_OPTIONS, 'qle')).toBeUndefined();
  });
});

describe('KeywordReader', () => {
  it('reads words with their indexes, values on demand', () => {
    const reader = new KeywordReader(['ip', 'link', 'set', 'v0', 'mtu', '1400', 'up'], tableOf(LINK_OPTIONS), 2);
    const seen: string[] = [];
    while (reader.next()) {
      const { row, index } = reader;
      seen.push(`${index}:${row?.name ?? '-'}${row?.name === 'mtu' ? `=${reader.value()}` : ''}`);
    }
    expect(seen).toEqual(['3:-', '4:mtu=1400', '6:up']);
    expect(reader.value()).toBeUndefined();
  });
});
