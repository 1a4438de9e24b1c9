import type { Cause } from '../../kernel/cause.ts';
import type { Netns } from '../../kernel/netns/netns.ts';
import { describeConnection } from '../../lab/explain/conntrack.ts';
import { describeRoute, describeRule, destinationOf, tableName } from '../../lab/words.ts';
import { formatIpv4, type Ipv4 } from '../../net/ipv4.ts';
import { formatMac } from '../../net/mac.ts';
import { formatIp } from '../../net/prefix.ts';
import type { NamespaceScene, RowScene, TableScene } from '../../protocol/scene.ts';
import { bridgeTables } from './bridge-tables.ts';
import type { SceneContext } from './context.ts';
import {
  addressRowId,
  conntrackRowId,
  firewallRowId,
  namespaceId,
  neighbourRowId,
  nexthopRowId,
  routeRowId,
  ruleRowId,
  socketRowId,
  sysctlRowId,
} from './identity.ts';

type Kind = TableScene['kind'];

/** The tables of every namespace; empty ones are left out but for routes and neighbours, whose emptiness says something. */
export function tablesOf(context: SceneContext): NamespaceScene[] {
  return context.namespaces.map((netns) => ({
    id: namespaceId(netns.id),
    name: context.nameOf(netns.id),
    tables: [
      ...routes(context, netns),
      rules(context, netns),
      nexthops(context, netns),
      neighbours(context, netns),
      addresses(context, netns),
      ...bridgeTables(context, netns),
      ...firewall(context, netns),
      conntrack(context, netns),
      sockets(context, netns),
      sysctls(context, netns),
    ].filter((table) => table.rows.length > 0 || table.kind === 'routes' || table.kind === 'neighbours'),
  }));
}

/** A table of the scene. */
export function table(
  netns: Netns,
  kind: Kind,
  title: string,
  tool: string,
  columns: readonly string[],
  rows: readonly RowScene[],
): TableScene {
  return { id: `${namespaceId(netns.id)}/${kind}/${title}`, kind, title, tool, columns, rows };
}

/** A row, marked where the scene's command made or changed it. */
export function row(
  context: SceneContext,
  id: string,
  cells: readonly string[],
  cause: Cause,
  text = cells.join(' '),
): RowScene {
  return {
    id,
    cells,
    text,
    line: context.lineOf(cause),
    changed: context.record !== undefined && cause === context.record.index,
  };
}

/** The main table first, because it is what people mean by "the" routes; local and the others after it. */
function routes(context: SceneContext, netns: Netns): TableScene[] {
  const dump = context.kernel.route.dump(netns, 4);
  const all = dump.ok ? dump.value : [];
  const vrfs = new Map(context.kernel.link.dump(netns).map(({ vrfTable, name }) => [vrfTable, name]));
  const numbers = [254, ...new Set(all.map((route) => route.table).filter((number) => number !== 254))];
  return numbers.map((number) => {
    const rows = all
      .filter((route) => route.table === number)
      .map((route) => {
        const hops = route.nextHops;
        const source = route.preferredSource === undefined ? '' : formatIp(route.preferredSource);
        const type = route.type === 'unicast' ? '' : route.type;
        const object = route.nhid === undefined ? '' : `nhid ${route.nhid}`;
        const state = hops.some(({ dead }) => dead) ? 'dead' : hops.some(({ linkdown }) => linkdown) ? 'linkdown' : '';
        const cells = [
          destinationOf(route),
          hops.map(({ gateway }) => (gateway === undefined ? '' : formatIp(gateway))).join(', '),
          hops.map(({ dev }) => dev ?? '').join(', '),
          source,
          String(route.metric || ''),
          [type, object, state].filter(Boolean).join(' '),
        ];
        return row(context, routeRowId(netns.id, route), cells, route.cause, describeRoute(route));
      });
    return table(
      netns,
      'routes',
      `Routes, table ${tableName(number)}${vrfs.has(number) ? `, VRF ${vrfs.get(number)}` : ''}`,
      `ip route show table ${tableName(number)}`,
      ['destination', 'via', 'dev', 'src', 'metric', ''],
      rows,
    );
  });
}

function rules(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.rule.dump(netns, 4).map((rule) => {
    const { selector, action } = describeRule(rule);
    return row(context, ruleRowId(netns.id, rule), [String(rule.priority), selector, action], rule.cause);
  });
  return table(netns, 'rules', 'Policy rules', 'ip rule', ['priority', 'selector', 'action'], rows);
}

function nexthops(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.nexthop.dump(netns).map((object) => {
    const { id, gateway, dev, group, blackhole, cause } = object;
    const members = group?.map((each) => (each.weight === 1 ? String(each.id) : `${each.id} (weight ${each.weight})`));
    const cells = [
      String(id),
      members === undefined ? '' : `group of ${members.join(', ')}`,
      gateway === undefined ? '' : formatIp(gateway),
      blackhole ? 'blackhole' : (dev ?? ''),
    ];
    return row(
      context,
      nexthopRowId(netns.id, id),
      cells,
      cause,
      `id ${cells.filter((text) => text !== '').join(' ')}`,
    );
  });
  return table(netns, 'nexthops', 'Next hop objects', 'ip nexthop', ['id', 'group', 'via', 'dev'], rows);
}

function neighbours(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.neighbour
    .dump(netns, 4)
    .filter((entry) => entry.state !== 'NOARP')
    .map((entry) => {
      const mac = entry.mac === undefined ? '' : formatMac(entry.mac);
      const cells = [formatIp(entry.destination), mac, entry.dev, entry.state];
      return row(context, neighbourRowId(netns.id, entry.dev, entry.destination), cells, entry.cause);
    });
  return table(netns, 'neighbours', 'ARP cache', 'ip -4 neigh', ['address', 'MAC', 'dev', 'state'], rows);
}

function addresses(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.address
    .dump(netns)
    .filter((address) => address.family === 4)
    .map((address) => {
      const id = addressRowId(netns.id, address.dev, address.local);
      const peer = address.peer === undefined ? '' : formatIp(address.peer);
      const cells = [address.dev, `${formatIp(address.local)}/${address.prefixLength}`, peer, String(address.scope)];
      return row(context, id, cells, address.cause);
    });
  return table(netns, 'addresses', 'Addresses', 'ip -4 addr', ['dev', 'address', 'peer', 'scope'], rows);
}

/** One table a chain that has a rule or a policy other than ACCEPT. */
function firewall(context: SceneContext, netns: Netns): TableScene[] {
  return context.kernel.netfilter
    .chains(netns)
    .filter((chain) => chain.rules.length > 0 || chain.policy === 'DROP')
    .map((chain) => {
      const policy =
        chain.policy === undefined
          ? []
          : [
              row(
                context,
                firewallRowId(netns.id, chain.table, chain.chain, 0),
                ['policy', chain.policy, String(chain.packets), String(chain.bytes)],
                chain.cause,
                chain.native ? `policy ${chain.policy?.toLowerCase()}` : `-P ${chain.chain} ${chain.policy}`,
              ),
            ];
      const rows = chain.rules.map((rule) =>
        row(
          context,
          firewallRowId(netns.id, chain.table, chain.chain, rule.number),
          [String(rule.number), rule.text, String(rule.packets), String(rule.bytes)],
          rule.cause,
          chain.native ? rule.text : `-A ${chain.chain} ${rule.text}`,
        ),
      );
      return table(
        netns,
        'firewall',
        `${chain.table} ${chain.chain}`,
        chain.native
          ? `nft list chain ${chain.table} ${chain.chain}`
          : `iptables -t ${chain.table} -nvL ${chain.chain} --line-numbers`,
        ['rule', '', 'packets', 'bytes'],
        [...rows, ...policy],
      );
    });
}

function conntrack(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.netfilter
    .conntrack(netns)
    .map((entry) =>
      row(
        context,
        conntrackRowId(netns.id, entry.id),
        [describeConnection(entry), entry.tcpState ?? entry.state],
        entry.cause,
      ),
    );
  return table(netns, 'conntrack', 'Connections', 'conntrack -L', ['connection', 'state'], rows);
}

function sysctls(context: SceneContext, netns: Netns): TableScene {
  const rows = context.kernel.sysctl
    .changed(netns)
    .map(({ key, value, cause }) => row(context, sysctlRowId(netns.id, key), [key.replaceAll('/', '.'), value], cause));
  const tool = `sysctl ${rows.map(({ cells }) => cells[0]).join(' ')}`;
  return table(netns, 'sysctl', 'Settings', tool, ['key', 'value'], rows);
}

/** What listens and what is connected, as ss lists it. */
function sockets({ kernel }: SceneContext, netns: Netns): TableScene {
  const rows = (['udp', 'tcp'] as const).flatMap((kind) =>
    kernel.socket.dump(netns, kind).map((socket): RowScene => {
      const { state, localAddress, localPort, remoteAddress, remotePort, owner, inode } = socket;
      const listens = remotePort === 0;
      const shown = listens && kind === 'tcp' ? 'LISTEN' : kind === 'udp' && listens ? 'UNCONN' : state;
      const cells = [
        kind,
        shown,
        endOf(localAddress, localPort),
        listens ? '' : endOf(remoteAddress, remotePort),
        owner === undefined ? '' : `${owner.name} (${owner.pid})`,
      ];
      const id = socketRowId(netns.id, kind, inode, cells.slice(2, 4).join(' '));
      return { id, cells, text: cells.join(' '), line: undefined, changed: false };
    }),
  );
  return table(netns, 'sockets', 'Sockets', 'ss -tuan', ['protocol', 'state', 'local', 'peer', 'program'], rows);
}

const endOf = (address: Ipv4, port: number) => `${address === 0 ? '*' : formatIpv4(address)}:${port}`;
