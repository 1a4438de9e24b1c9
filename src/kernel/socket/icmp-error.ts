import type { Errno } from '../errno.ts';

/** The error of each code of an ICMP destination unreachable (icmp_err_convert[], net/ipv4/icmp.c). */
const UNREACHABLE: readonly Errno[] = [
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENOPROTOOPT',
  'ECONNREFUSED',
  'EMSGSIZE',
  'EOPNOTSUPP',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENONET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTUNREACH',
  'EHOSTUNREACH',
  'EHOSTUNREACH',
];

const ICMP_DEST_UNREACH = 3;
const ICMP_PARAMETERPROB = 12;

/** The error that an ICMP error of a type and code is for the socket that sent what it is about (__udp4_lib_err, raw_err). */
export function errnoOfIcmp(type: number, code: number): Errno {
  if (type === ICMP_DEST_UNREACH) return UNREACHABLE[code] ?? 'EHOSTUNREACH';
  return type === ICMP_PARAMETERPROB ? 'EPROTO' : 'EHOSTUNREACH';
}
