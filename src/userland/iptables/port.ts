import { protocolName } from '../netbase/protocols.ts';
import { portOfService, serviceAtPort } from '../netbase/services.ts';
import { complain } from './complaint.ts';
import { parseUnsigned } from './number.ts';

/** A port by number or service name (xtables_parse_port). */
export function parsePort(text: string, index: number, protocol?: string): number {
  const port = parseUnsigned(text, 65535) ?? portOfService(text, protocol);
  return port ?? complain(`invalid port/service \`${text}' specified`, index);
}

/** A port as a listing shows it: its service's name unless numbers are wanted. */
export function formatPort(port: number, protocol: string, numeric: boolean): string {
  return (numeric ? undefined : serviceAtPort(port, protocol)) ?? String(port);
}

/** The name getservbyname knows a protocol by. */
export function serviceProtocol(number: number | undefined): string | undefined {
  return number === undefined ? undefined : protocolName(number);
}
