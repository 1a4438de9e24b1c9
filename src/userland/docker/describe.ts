import { formatIpv4 } from '../../net/ipv4.ts';
import { timestamp } from './duration.ts';
import { homeOf, layerOf } from './files.ts';
import { sandboxId, sandboxKey, shortId } from './ids.ts';
import { formatSubnet } from './ipam.ts';
import { usersOf } from './networks.ts';
import { addressesOf } from './ports.ts';
import { type Container, type Docker, type Endpoint, isReachable, type Network } from './state.ts';

/** A container as `docker inspect` shows it. */
export function describeContainer(container: Container): object {
  const { id, name, image, command, state, exitCode, pid, startedAt, finishedAt, created } = container;
  return {
    Id: id,
    Created: timestamp(created),
    Path: command[0],
    Args: command.slice(1),
    State: {
      Status: state,
      Running: state === 'running',
      Paused: false,
      Restarting: false,
      OOMKilled: false,
      Dead: false,
      Pid: pid,
      ExitCode: exitCode,
      Error: container.error,
      StartedAt: timestamp(startedAt),
      FinishedAt: timestamp(finishedAt),
    },
    Image: `sha256:${image.id}`,
    ResolvConfPath: `${homeOf(container)}/resolv.conf`,
    HostnamePath: `${homeOf(container)}/hostname`,
    HostsPath: `${homeOf(container)}/hosts`,
    LogPath: `${homeOf(container)}/${id}-json.log`,
    Name: `/${name}`,
    RestartCount: 0,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: hostConfig(container),
    GraphDriver: { Data: layers(container), Name: 'overlay2' },
    Mounts: [],
    Config: {
      Hostname: container.hostname,
      Domainname: '',
      User: '',
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      ...(container.exposed.length === 0
        ? {}
        : { ExposedPorts: Object.fromEntries(container.exposed.map((each) => [each, {}])) }),
      Tty: container.tty,
      OpenStdin: container.interactive,
      StdinOnce: false,
      Env: [...container.env]
        .filter(([key]) => key !== 'HOME' && key !== 'HOSTNAME')
        .map(([key, value]) => `${key}=${value}`),
      Cmd: container.arguments.length === 0 ? null : container.arguments,
      Image: container.imageName,
      Volumes: null,
      WorkingDir: container.workdir === '/' ? '' : container.workdir,
      Entrypoint: container.entrypoint.length === 0 ? null : container.entrypoint,
      OnBuild: null,
      Labels: container.labels,
    },
    NetworkSettings: networkSettings(container),
  };
}

/** Where the files of a container lie: its own layer over those of the image. */
function layers(container: Container): object {
  const own = layerOf(container);
  return {
    LowerDir: `${own}-init/diff:/var/lib/docker/overlay2/${[...container.image.id].reverse().join('')}/diff`,
    MergedDir: `${own}/merged`,
    UpperDir: `${own}/diff`,
    WorkDir: `${own}/work`,
  };
}

/** What was asked of the host, and what nobody can ask for here, as Docker has it then. */
function hostConfig(container: Container): object {
  const { networkMode } = container;
  return {
    Binds: null,
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: {} },
    NetworkMode: networkMode === 'bridge' ? 'default' : networkMode,
    PortBindings: bindings(container),
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    AutoRemove: container.autoRemove,
    VolumeDriver: '',
    VolumesFrom: null,
    CapAdd: container.capabilities.length === 0 ? null : container.capabilities,
    CapDrop: null,
    CgroupnsMode: 'host',
    Dns: container.dns,
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: container.extraHosts.length === 0 ? null : container.extraHosts,
    GroupAdd: null,
    IpcMode: 'private',
    Cgroup: '',
    Links: null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: container.privileged,
    PublishAllPorts: container.publishAll,
    ReadonlyRootfs: false,
    SecurityOpt: null,
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 64 * 1024 * 1024,
    Runtime: 'runc',
    ConsoleSize: [0, 0],
    Isolation: '',
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: [],
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: false,
    PidsLimit: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    MaskedPaths: HIDDEN,
    ReadonlyPaths: ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'].map((each) => `/proc/${each}`),
  };
}

/** What a container does not see of the machine. */
const HIDDEN = [
  ...['asound', 'acpi', 'kcore', 'keys', 'latency_stats', 'timer_list', 'timer_stats', 'sched_debug', 'scsi'].map(
    (each) => `/proc/${each}`,
  ),
  '/sys/firmware',
];

/** What `-p` asked for, by the container's port in the order of its text, as Go writes a map. */
function bindings({ ports }: Container): object {
  const names = [...new Set(ports.map(({ port, protocol }) => `${port}/${protocol}`))].sort();
  const wanted = names.map((name) => ports.filter(({ port, protocol }) => name === `${port}/${protocol}`));
  return Object.fromEntries(
    wanted.map((requests, at) => [
      names[at],
      requests.map(({ hostAddress, hostPort }) => ({
        HostIp: hostAddress === '0.0.0.0' ? '' : hostAddress,
        HostPort: hostPort === undefined ? '' : String(hostPort),
      })),
    ]),
  );
}

function networkSettings(container: Container): object {
  const { state, endpoints, networkMode } = container;
  const first = networkMode === 'bridge' ? endpoints.find(({ network }) => network.name === 'bridge') : undefined;
  const key = networkMode === 'host' ? '/var/run/docker/netns/default' : sandboxKey(container);
  const shown = describeEndpoint(container, first);
  const isOwn = state === 'running' && !networkMode.startsWith('container:');
  return {
    Bridge: '',
    SandboxID: isOwn ? sandboxId(container) : '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: portsOf(container),
    SandboxKey: isOwn ? key : '',
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: shown.EndpointID,
    Gateway: shown.Gateway,
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: shown.IPAddress,
    IPPrefixLen: shown.IPPrefixLen,
    IPv6Gateway: '',
    MacAddress: shown.MacAddress,
    Networks: Object.fromEntries(
      [...endpoints]
        .sort((a, b) => (a.network.name < b.network.name ? -1 : 1))
        .map((endpoint) => [endpoint.network.name, describeEndpoint(container, endpoint)]),
    ),
  };
}

function portsOf(container: Container): object {
  const { state, exposed, published } = container;
  if (state !== 'running' || !isReachable(container)) return {};
  return Object.fromEntries(
    exposed.map((each) => {
      const bound = published.filter(({ port, protocol }) => each === `${port}/${protocol}`);
      const hosts = bound.flatMap((one) =>
        addressesOf(one).map((address) => ({ HostIp: address, HostPort: String(one.hostPort) })),
      );
      return [each, hosts.length === 0 ? null : hosts];
    }),
  );
}

function describeEndpoint(container: Container, endpoint: Endpoint | undefined) {
  const live = endpoint?.live;
  const network = endpoint?.network;
  const address = live?.address;
  const aliases =
    network === undefined || network.name === 'bridge' || live?.address === undefined
      ? []
      : [...(endpoint?.aliases ?? []), shortId(container.id)];
  return {
    IPAMConfig:
      endpoint?.wantedAddress === undefined
        ? endpoint?.later
          ? {}
          : null
        : { IPv4Address: formatIpv4(endpoint.wantedAddress) },
    Links: null,
    Aliases: aliases.length === 0 ? null : aliases,
    NetworkID: network?.id ?? '',
    EndpointID: live?.id ?? '',
    Gateway: address === undefined || network?.gateway === undefined ? '' : formatIpv4(network.gateway),
    IPAddress: address === undefined ? '' : formatIpv4(address),
    IPPrefixLen: address === undefined ? 0 : network!.subnet!.length,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: live?.mac ?? '',
    DriverOpts: null,
  };
}

/** A network as `docker network inspect` shows it. */
export function describeNetwork(docker: Docker, network: Network): object {
  const { name, id, created, driver, subnet, gateway, range, internal, attachable, options, labels } = network;
  // Of docker0, whose address Docker has just chosen, it does not tell it.
  const isTold = network.chosenGateway || !(network.chosenSubnet || name === 'bridge');
  const shown = gateway !== undefined && isTold;
  const config =
    subnet === undefined
      ? []
      : [
          {
            Subnet: formatSubnet(subnet),
            IPRange: range === undefined ? '' : formatSubnet(range),
            Gateway: shown ? formatIpv4(gateway) : '',
          },
        ];
  const sorted = [...usersOf(docker, network)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const containers = sorted.map((container) => {
    const live = container.endpoints.find((each) => each.network === network)!.live!;
    return [
      container.id,
      {
        Name: container.name,
        EndpointID: live.id,
        MacAddress: live.mac,
        IPv4Address: live.address === undefined ? '' : `${formatIpv4(live.address)}/${subnet!.length}`,
        IPv6Address: '',
      },
    ];
  });
  return {
    Name: name,
    Id: id,
    Created: timestamp(created),
    Scope: 'local',
    Driver: driver,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: name === 'bridge' || subnet === undefined ? null : {}, Config: config },
    Internal: internal,
    Attachable: attachable,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(containers),
    Options: options,
    Labels: labels,
  };
}

/** JSON of what is described: a network's empty addresses are left out there, though templates have them. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, replaced, indent);
}

function replaced(this: unknown, key: string, value: unknown): unknown {
  const isOmitted = value === '' && (key === 'IPRange' || key === 'Gateway') && Object.hasOwn(this as object, 'Subnet');
  return isOmitted ? undefined : value;
}
