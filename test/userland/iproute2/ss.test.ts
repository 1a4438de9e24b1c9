import { expect, it } from 'vitest';
import { runLab } from '../../../src/lab/run.ts';

// What a socket says of itself depends on the kernel's own choice of buffers and congestion control, so that no recording serves.
const LAB = `
ip netns add a
ip netns add b
ip link add va netns a type veth peer name vb netns b
ip -n a addr add 10.0.0.1/24 dev va
ip -n b addr add 10.0.0.2/24 dev vb
ip -n a link set va up
ip -n b link set vb up
ip netns exec b nc -lk 5000 > /dev/null &
sleep 0.1
(sleep 0.2; echo hello; sleep 3) | ip netns exec a nc -p 4000 10.0.0.2 5000 &
sleep 1
echo ==; ip netns exec a ss -Hti
echo ==; ip netns exec b ss -Htm
echo ==; ss -N b -Htne | sed 's/ ino.*cgroup/ cgroup/'
echo ==; ss -N b -HtnO -im | sed 's/ rto.*//'
echo ==; ip netns exec b ss -s
echo ==; ss -N c -t
`;

const outputOf = (text: string) =>
  runLab({ text, name: 'ss.netlab', machine: 'bare' })
    .output.filter(({ stream }) => stream === 'stdout')
    .map(({ text: part }) => part)
    .join('')
    .split('==\n')
    .slice(1);

it('tells of connections, their memory and numbers', () => {
  expect(outputOf(LAB)).toMatchInlineSnapshot(`
    [
      "ESTAB 0      0      10.0.0.1:4000 10.0.0.2:5000
    	 cubic wscale:7,7 rto:204 rtt:0.018/0.01 mss:1448 pmtu:1500 rcvmss:536 advmss:1448 cwnd:11 bytes_sent:6 bytes_acked:7 segs_out:3 segs_in:2 data_segs_out:1 send 6.8Gbps lastsnd:800 lastrcv:1000 lastack:799 pacing_rate 13.6Gbps delivered:2 app_limited rcv_space:14480 rcv_ssthresh:64240 minrtt:0.01 snd_wnd:65280
    ",
      "ESTAB 0      0      10.0.0.2:5000 10.0.0.1:4000
    	 skmem:(r0,rb131072,t0,tb87040,f0,w0,o0,bl0,d0)
    ",
      "ESTAB 0      0      10.0.0.2:5000 10.0.0.1:4000 cgroup:/ <->
    ",
      "ESTAB 0      0      10.0.0.2:5000 10.0.0.1:4000 skmem:(r0,rb131072,t0,tb87040,f0,w0,o0,bl0,d0) cubic wscale:7,7
    ",
      "Total: 2
    TCP:   3 (estab 1, closed 1, orphaned 0, timewait 0)

    Transport Total     IP        IPv6
    RAW	  0         0         0        
    UDP	  0         0         0        
    TCP	  2         2         0        
    INET	  2         2         0        
    FRAG	  0         0         0        

    ",
      "",
    ]
  `);
});
