import fc from 'fast-check';
import { address, from, line, mac, maybe, type Words } from '../words.ts';

/** What is missing of an address is left to chance. */
const whole = mac.filter((each) => each !== '02:00:00');

const netmask = from('255.255.255.0', '255.255.0.0', '255.0.255.0', '0xffffff00', 'x');
const network = from('10.8.0.0', '10.0.4.0', '192.168.7.0', '10.0.0.5', 'default');

/** ifconfig, route and arp that change something. */
export const netTools = ({ exec, dev }: Words) =>
  fc.oneof(
    line`q ${exec}ifconfig ${dev} ${address}${maybe(line`netmask ${netmask}`, 2)}${maybe(line`broadcast ${address}`, 5)}`,
    line`q ${exec}ifconfig ${dev} ${from('up', 'down', 'mtu 1400', 'mtu x', 'promisc', '-promisc', '-arp', 'arp', 'multicast', 'txqueuelen 5', 'add 10.0.3.5', 'del 10.0.3.5', 'metric 1', '10.0.2.3/24', '10.0.2.3/33', '0.0.0.0', 'bogus', 'allmulti', '-allmulti', '-multicast', 'pointopoint 10.0.3.9', '-pointopoint', '-broadcast', 'netmask 255.255.0.0', 'broadcast 10.0.0.7', 'dstaddr 10.0.3.8', 'inet 10.0.3.4', 'inet6 add 2001:db8::1/64', 'inet6 del 2001:db8::1/64', 'hw bogus 02:00:00:00:00:05', 'up mtu 1300')}`,
    line`q ${exec}ifconfig ${dev}:${from('1', '2', 'x')} ${from('10.0.3.7', '10.0.2.7 netmask 255.255.255.0', 'down', 'up', '0.0.0.0')}`,
    // What too few digits are filled up with is what lay in memory.
    line`q ${exec}ifconfig ${dev} hw ether ${from('02:00:00:00:00:01', '02:00:00:00:00:02', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', 'x')}`,
    line`q ${exec}route ${from('add', 'add', 'del')} -net ${network} netmask ${netmask} ${fc.oneof(line`gw ${address}`, line`dev ${dev}`, line`gw ${address} ${dev}`, from('reject'))}${maybe(from('metric 5', 'metric x', 'mss 1000', 'window 500', 'irtt 100'), 4)}`,
    line`q ${exec}route ${from('-v ', '-A inet ', '-4 ')}${from('add', 'del')} -net 10.8.2.0/24 ${fc.oneof(line`gw ${address}`, line`dev ${dev}`, from('reject', 'mod', 'dyn'))}`,
    line`q ${exec}route ${from('flush', 'add', 'del', 'bogus', '-X', '--version', 'add -net', 'add default gw')}`,
    line`q ${exec}route ${from('add', 'del')} -host ${address} ${fc.oneof(line`gw ${address}`, line`dev ${dev}`, from('reject', ''))}`,
    line`q ${exec}route ${from('add', 'del')} default ${fc.oneof(line`gw ${address}`, line`${dev}`, from('reject', ''))}`,
    line`q ${exec}route ${from('add', 'del')} ${from('10.8.1.0/24', '10.0.0.0/8', '10.8.1.1')} ${fc.oneof(line`gw ${address}`, line`dev ${dev}`)}`,
    line`q ${exec}arp -s ${address} ${whole}${maybe(fc.oneof(line`dev ${dev}`, from('temp', 'pub', 'netmask 255.255.255.255', 'bogus')))}`,
    line`q ${exec}arp -i ${dev} -s ${address} ${whole}`,
    line`q ${exec}arp -s ${address} -i ${dev} -D ${dev}${maybe(from('pub'))}`,
    line`q ${exec}arp ${from('-v -s', '-H ether -s', '-t ether -s', '-H bogus -s', '-A inet -s', '-p bogus -s')} ${address} ${whole}`,
    line`q ${exec}arp ${from('-X', '-s', '-d', '--version', '-f nope', '-s 10.0.0.1', '-d nope.invalid', '-N -d 10.0.0.1')}`,
    line`q ${exec}arp -d ${address}${maybe(fc.oneof(line`dev ${dev}`, from('pub', 'priv')), 4)}`,
  );

/** The same, that only look. Frames of IPv6 are counted on Linux, so counters are left out. */
export const lookNetTools = ({ exec, dev }: Words) =>
  fc.oneof(
    line`calm ${exec}ifconfig ${dev}`,
    line`calm ${exec}ifconfig${maybe(from('-a', '-v', 'lo', '-bogus'))}`,
    line`edges ${exec}ifconfig -s${maybe(fc.oneof(dev, from('-a')))}`,
    line`q ${exec}route ${from('', '-n', '-e -n', '-ee -n', '-n -F', '-n -v', '-n -A inet', '-n -C', '-n --inet', '-n bogus')}`,
    line`lines ${exec}arp ${from('-n', '-an', '-n -e', '-n -v', '-an -v', '-n -H ether', '-n -A inet')}`,
    line`lines ${exec}arp -n -i ${dev}`,
    line`q ${exec}arp ${from('-n', '-an', '-n -v')} ${address}`,
    line`q ${exec}cat /proc/net/route`,
    line`lines ${exec}cat /proc/net/arp`,
  );
