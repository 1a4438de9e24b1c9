/** A mistake in the command line: the message goes to stderr, the exit status is 2. */
export class UsageError extends Error {}

export const USAGE = `usage: netlab run FILE [--json] [--machine bare|host] [--br-netfilter] [--pcap OUT.pcapng]
       netlab check FILE... [--json] [--machine bare|host] [--br-netfilter]
       netlab trace FILE:LINE [--json] [--machine bare|host] [--br-netfilter]
       netlab packet FILE --from NETNS --to ADDRESS [--proto icmp|udp|tcp] [--dport N] [--json]
       netlab lsp --stdio

run     run a lab; stdout, stderr and the exit status are those of "sudo bash FILE"
check   print diagnostics; exit 1 when one is an error
trace   print the journey of the packets that a line's command sent
packet  run a lab, then send one packet from a namespace ("host": the initial one) and print its journey
lsp     the language server, for any editor
`;
