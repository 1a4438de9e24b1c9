// @ts-check
/** @param {string} mac */
const padded = (mac) =>
  mac
    .split(':')
    .map((byte) => byte.padStart(2, '0'))
    .join(':');

/**
 * Names numbers by their first appearance.
 * @param {string} stem
 */
function numbered(stem) {
  /** @type {Map<string, string>} */
  const names = new Map();
  return (/** @type {string} */ _, /** @type {string} */ before, /** @type {string} */ number) => {
    const name = names.get(number) ?? `${stem}${names.size + 1}`;
    names.set(number, name);
    return before + name;
  };
}

/**
 * Takes out of a transcript what may differ between two runs of the real kernel, and nothing else: random MAC addresses
 * (numbered by first appearance), the IPv6 addresses made of them, and measured times.
 * @param {string} text
 */
export function normalise(text) {
  /** @type {Map<string, string>} */
  const macs = new Map();
  const fixed = /^(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|33:33:00:.*|01:00:5e:.*|02:00:00:00:0.:.*)$/i;
  return (
    text
      // iproute2 prints the address in a bridge's id without leading zeros.
      .replace(/\b([0-9a-f]{4}\.)([0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5})\b/g, (_, priority, mac) => priority + padded(mac))
      // As many queues as the machine has processors; user-mode Linux counts none for receiving.
      .replace(/numtxqueues \d+( numrxqueues \d+)?/g, 'numtxqueues N')
      .replace(/"num_tx_queues":\d+(,"num_rx_queues":\d+)?/g, '"num_tx_queues":N')
      // Ticks of the clock at which `recent` saw packets.
      .replace(/(last_seen: )\d{9,}( oldest_pkt: \d+)((?:,? \d{9,})+)/g, (_, seen, oldest, ticks) => {
        return `${seen}J${oldest}${ticks.replace(/\d+/g, 'J')}`;
      })
      // The number that the hash of a set begins with, where the lab does not give one.
      .replace(/(initval[ >]0x)(?!0000)[0-9a-f]{8}\b/g, '$1INITVAL')
      // Seconds that an element of a set still has.
      .replace(/([ <]timeout[ >]\d+)\d(?= packets| nomatch| comment|$|<\/timeout>(?!<(?:mark|zone|use)>))/gm, '$1T')
      // A quarter of 125 seconds, in whole ticks of the kernel.
      .replace(/(startup_query_int(?:erval|vl)"?:? ?)312[45]\b/g, '$13124')
      // How long timers of bridges still run.
      .replace(/gc_timer +(?!0\.00)\d+\.\d\d/g, 'gc_timer T')
      .replace(/"gc_timer":(?!0\.00)\d+\.\d+/g, '"gc_timer":T')
      .replace(/forward_delay_timer +\d+\.\d\d/g, 'forward_delay_timer T')
      .replace(/"forward_delay_timer":\d+\.\d+/g, '"forward_delay_timer":T')
      // The same, and how long ago a station was heard, as brctl prints them.
      .replace(/((?:gc|hello|forward delay|message age) timer\t+) *(?!0\.00)\d+\.\d\d/g, '$1 T')
      .replace(/^( *\d+\t[0-9a-f:]{17}\t(?:yes|no)\t\t) *(?!0\.00)\d+\.\d\d$/gm, '$1T')
      // What is left of the 260 seconds that a report of a group's members counts, and the 255 of a router's question.
      .replace(/ 2[56]\d\.\d\d\b/g, ' 25T.TT')
      .replace(/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi, (mac) => {
        if (fixed.test(mac)) return mac;
        const key = mac.toLowerCase();
        const name = macs.get(key) ?? `MAC${macs.size + 1}`;
        macs.set(key, name);
        return name;
      })
      .replace(/\b8000\.[0-9a-f]{12}\b/g, (id) => (id === '8000.000000000000' ? id : '8000.MAC'))
      .replace(/\bfe80::[0-9a-f:]+/g, 'fe80::MAC')
      // What is left of the 300 or 600 seconds that something learned of a route lasts.
      .replace(/\bexpires [25]\d\dsec/g, 'expires Tsec')
      .replace(/"expires":[25]\d\d\b/g, '"expires":T')
      .replace(/time=[0-9.]+ ms/g, 'time=T ms')
      .replace(/= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/g, '= T ms')
      .replace(/ipg\/ewma [0-9.]+\/[0-9.]+ ms/g, 'ipg/ewma T ms')
      .replace(/, time [0-9]+ms/g, ', time Tms')
      .replace(/ {2}[0-9]+\.[0-9]+ ?ms/g, '  T ms')
      // tcpdump: when, and the numbers that hosts choose by chance.
      .replace(/^( ?)(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{6} /gm, '$1T ')
      .replace(/^\d{10}\.\d{6} /gm, 'T ')
      .replace(/(ICMP echo (?:request|reply), id )(\d+)/g, numbered('ID'))
      .replace(/(, ttl \d+, id )([1-9]\d*)/g, numbered('IPID'))
      // Ports that are chosen, not those that traceroute asks for, from 33434 on.
      .replace(
        /(\b\d+\.\d+\.\d+\.\d+\.)(32(?:7[6-9]|[89]\d)\d|33[0-36-9]\d\d|3[4-9]\d{3}|[45]\d{4}|60\d{3})\b/g,
        numbered('PORT'),
      )
      // TCP's clocks: each connection's starts somewhere, and how far it has come is measured.
      .replace(/\bTS val \d+ ecr (0\b)?\d*/g, (_, none) => `TS val T ecr ${none === undefined ? 'T' : none}`)
      .replace(/(\b(?:seq|ack|val|ecr) )(\d{6,})/g, numbered('NUMBER'))
      .replace(/( -> 0x)[0-9a-f]{4}/g, '$1SUM')
      // conntrack: when, who, the ids that are hashes, the ports and echo ids that are chosen; and what is left of a timeout.
      .replace(/^\[\d{10}\.\d{6}\]\t/gm, '[T]\t')
      .replace(/\[(start|stop)=[^\]]*\]/g, '[$1=T]')
      .replace(/delta-time=\d+/g, 'delta-time=T')
      .replace(/<deltatime>\d+/g, '<deltatime>T')
      .replace(/ portid=\d+( progname=\S+)?/g, ' portid=N')
      .replace(/( id=| --icmp-id )(\d+)\b/g, numbered('ID'))
      .replace(/(<id>)(\d+)\b/g, numbered('ID'))
      .replace(
        /( [sd]port=|<[sd]port>| --(?:[sd]port|reply-port-(?:src|dst)) )(32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})\b(?<!3343\d|334[4-9]\d)/g,
        numbered('PORT'),
      )
      .replace(
        /^(.*\b(?:icmp|udp|tcp|unknown) +\d+ )(\d*[2-9])(?= )/gm,
        (_, before, left) => `${before}${Math.ceil(left / 10) * 10}`,
      )
      .replace(/^(-A -t |.*<timeout>)(\d*[2-9])\b/gm, (_, before, left) => `${before}${Math.ceil(left / 10) * 10}`)
      // Of a process that a signal ended, bash gives the number.
      .replace(/(: line \d+:) +\d+ (?=[A-Z][\w /]* {2,}\S)/g, '$1 PID ')
      .replace(/^(# (?:Generated|Completed) .*\bon ).*$/gm, '$1T')
      // Ports that are chosen, and processes, where sockets are listed or spoken of.
      .replace(
        /(\b\d+\.\d+\.\d+\.\d+:|\bport | on [\w.]+ )(32(?:7[6-9]|[89]\d)\d|33\d{3}|3[4-9]\d{3}|[45]\d{4}|60\d{3})(?=[ ,.\n]|$)/gm,
        /(\b\d+\.\d+\.\d+\.\d+:|^Connection received on [\w.]+ )(32(?:7[6-9]|[89]\d)\d|33\d{3}|3[4-9]\d{3}|[45]\d{4}|60\d{3})(?=[ ,.\n]|$)/gm,
        numbered('PORT'),
      )
      .replace(/,pid=\d+,/g, ',pid=N,')
      .replace(/(users:\(.*\)\)|PortProcess) +$/gm, '$1')
      .replace(/^((?:tcp|udp)6? .*) \d+\/([a-z]\w*) *$/gm, '$1 N/$2')
      // How long curl and ncat took, and the day on which a web server says something.
      .replace(/ after \d+ (ms|milliseconds)/g, ' after T $1')
      .replace(/ received in \d+\.\d\d seconds/g, ' received in T seconds')
      .replace(/\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\]/g, '[DATE]')
      .replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, 'DATE')
      // sudo complains of the test machine's own host name, not of the lab.
      .replace(/^sudo: unable to resolve host .*\n/gm, '')
      .replace(/\bpipe \d+$/gm, 'pipe N')
  );
}
