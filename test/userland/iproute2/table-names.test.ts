import { expect, test } from 'vitest';
import { runLab } from '../../../src/lab/run.ts';

/** Not a lab for the real kernel: the file would be the machine's own. */
test('names of routing tables come from the files in /etc/iproute2', () => {
  const text = `
echo "100 isp1" >> /etc/iproute2/rt_tables
echo "0xc8 isp2" > /etc/iproute2/rt_tables.d/more.conf
ip link set lo up
ip route add 10.1.0.0/16 dev lo table isp1
ip route add 10.2.0.0/16 dev lo table 200
ip rule add from 192.0.2.1 table isp1
ip rule
ip -4 route show table all | grep isp
ip route show table isp2
ip route flush table isp1
ip route show table nope
`;
  const { output } = runLab({ text, name: 'tables.netlab', machine: 'bare', trace: false });
  expect(output.map((part) => part.text).join('')).toBe(`0:	from all lookup local
32765:	from 192.0.2.1 lookup isp1
32766:	from all lookup main
32767:	from all lookup default
10.1.0.0/16 dev lo table isp1 scope link 
10.2.0.0/16 dev lo table isp2 scope link 
10.2.0.0/16 dev lo scope link 
Error: argument "nope" is wrong: table id value is invalid

`);
});
