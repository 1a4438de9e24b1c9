import { addressWithoutPrefix } from './address-without-prefix.ts';
import { bondUnmonitored } from './bond-unmonitored.ts';
import { bridgeLoop } from './bridge-loop.ts';
import { bridgePortAddress } from './bridge-port-address.ts';
import { bridgedFilter } from './bridged-filter.ts';
import { budgetExhausted } from './budget-exhausted.ts';
import { commandFailed } from './command-failed.ts';
import { commandNotFound } from './command-not-found.ts';
import { deviceDown } from './device-down.ts';
import { deviceNotUp } from './device-not-up.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { duplicateMac } from './duplicate-mac.ts';
import { duplicateRule } from './duplicate-rule.ts';
import { emptyTable } from './empty-table.ts';
import { fileExists } from './file-exists.ts';
import { forwardingOff } from './forwarding-off.ts';
import { gatewayUnowned } from './gateway-unowned.ts';
import { hairpinNat } from './hairpin-nat.ts';
import { incompleteCommand } from './incomplete-command.ts';
import { inputPassedBy } from './input-passed-by.ts';
import { invalidGateway } from './invalid-gateway.ts';
import { invalidPrefix } from './invalid-prefix.ts';
import { invalidValue } from './invalid-value.ts';
import type { FailureLint, Lint } from './lint.ts';
import { loopbackDown } from './loopback-down.ts';
import { lostByMove } from './lost-by-move.ts';
import { macvlanParent } from './macvlan-parent.ts';
import { matchWithoutProtocol } from './match-without-protocol.ts';
import { mtuMismatch } from './mtu-mismatch.ts';
import { nameTooLong } from './name-too-long.ts';
import { networkAddress } from './network-address.ts';
import { networkUnreachable } from './network-unreachable.ts';
import { noAddress } from './no-address.ts';
import { noNewConnections } from './no-new-connections.ts';
import { noReturnRoute } from './no-return-route.ts';
import { noSuchChain } from './no-such-chain.ts';
import { noSuchDevice } from './no-such-device.ts';
import { noSuchEntry } from './no-such-entry.ts';
import { noSuchNetns } from './no-such-netns.ts';
import { noSuchSysctl } from './no-such-sysctl.ts';
import { notSimulated } from './not-simulated.ts';
import { otherWire } from './other-wire.ts';
import { overlappingNetworks } from './overlapping-networks.ts';
import { packetLost } from './packet-lost.ts';
import { portNotAdded } from './port-not-added.ts';
import { prefixMismatch } from './prefix-mismatch.ts';
import { privateSource } from './private-source.ts';
import { reversePath } from './reverse-path.ts';
import { routeWithoutGateway } from './route-without-gateway.ts';
import { ruleWithoutTarget } from './rule-without-target.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { stpNotSettled } from './stp-not-settled.ts';
import { syntaxError } from './syntax-error.ts';
import { unknownCommandWord } from './unknown-command-word.ts';
import { unknownDirective } from './unknown-directive.ts';
import { vlanFilteringOff } from './vlan-filtering-off.ts';
import { vlanNotOnPort } from './vlan-not-on-port.ts';
import { vxlanUnreachable } from './vxlan-unreachable.ts';
import { wrongChain } from './wrong-chain.ts';
import { wrongHook } from './wrong-hook.ts';
import { wrongMac } from './wrong-mac.ts';

/** Names the kind of a failure; the first that recognises it does, so the general ones stand last. */
export const FAILURE_LINTS: readonly FailureLint[] = [
  commandNotFound,
  noSuchDevice,
  noSuchNetns,
  noSuchSysctl,
  noSuchChain,
  matchWithoutProtocol,
  wrongChain,
  invalidValue,
  fileExists,
  nameTooLong,
  invalidGateway,
  invalidPrefix,
  deviceNotUp,
  networkUnreachable,
  noSuchEntry,
  incompleteCommand,
  unknownCommandWord,
  commandFailed,
];

/** Looks at a lab as a whole. */
export const LINTS: readonly Lint[] = [
  syntaxError,
  budgetExhausted,
  notSimulated,
  unknownDirective,
  packetLost,
  deviceDown,
  loopbackDown,
  noAddress,
  addressWithoutPrefix,
  networkAddress,
  bridgePortAddress,
  duplicateAddress,
  prefixMismatch,
  gatewayUnowned,
  forwardingOff,
  emptyTable,
  noReturnRoute,
  routeWithoutGateway,
  overlappingNetworks,
  lostByMove,
  portNotAdded,
  bridgeLoop,
  mtuMismatch,
  wrongMac,
  duplicateMac,
  duplicateRule,
  shadowedRule,
  ruleWithoutTarget,
  noNewConnections,
  wrongHook,
  inputPassedBy,
  hairpinNat,
  privateSource,
  bridgedFilter,
  reversePath,
  otherWire,
  vlanNotOnPort,
  vlanFilteringOff,
  vxlanUnreachable,
  bondUnmonitored,
  stpNotSettled,
  macvlanParent,
];
