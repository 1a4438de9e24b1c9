import { describe, expect, test } from 'vitest';
import { createLanguageService, labDocument } from '../../../src/language/index.ts';
import { checkDiagnostics, completionsIn, hoverIn, lab, placesIn } from '../check.ts';

const NETWORK = `
  docker network create --subnet 10.5.0.0/24 app
  docker run -d --name web --network app -p 8080:80 nginx
  docker run -d --name shell --network app nicolaka/netshoot sleep infinity`;

describe('docker', () => {
  test('says that a real machine needs it, and what the line does in ordinary commands', () => {
    const text = hoverIn(`${NETWORK.replace('docker run -d --name web', 'dock<|>er run -d --name web')}\n`);
    expect(text).toContain('on a real machine it needs Docker');
    expect(text).toMatch(/ip link set veth\w+ master br-\w{12}/);
    expect(text).toMatch(/ip link set veth\w+ netns \d+/);
    expect(text).toContain("nsenter -t $(docker inspect -f '{{.State.Pid}}' web) -n ip addr add 10.5.0.2/24");
    expect(text).toMatch(
      /iptables -t nat -A DOCKER -p tcp -d 0\/0 --dport 8080 -j DNAT --to-destination 10.5.0.2:80 ! -i br-\w{12}/,
    );
    expect(text).not.toContain('docker0');
  });

  test('a container: its networks, ports and namespace', () => {
    const text = hoverIn(`${NETWORK}\n  docker exec we<|>b true\n`);
    expect(text).toContain('Container **`web`** of the image `nginx`, running.');
    expect(text).toContain('`10.5.0.2`');
    expect(text).toContain('0.0.0.0:8080->80/tcp');
    expect(text).toContain('Namespace **`web`**');
  });

  test('a network: its subnet, its bridge, its containers', () => {
    const text = hoverIn(`${NETWORK}\n  docker network inspect ap<|>p\n`);
    expect(text).toMatch(
      /Network \*\*`app`\*\* \(bridge\), `10.5.0.0\/24` on the bridge `br-\w{12}`; gateway `10.5.0.1`/,
    );
    expect(text).toContain('`shell`');
  });

  test('completes commands, containers, networks, and programs in a container', () => {
    expect(completionsIn('docker <|>')).toEqual(expect.arrayContaining(['run', 'network', 'exec']));
    expect(completionsIn(`${NETWORK}\n  docker exec <|>\n`)).toEqual(expect.arrayContaining(['web', 'shell']));
    expect(completionsIn(`${NETWORK}\n  docker run --network <|>\n`)).toEqual(
      expect.arrayContaining(['app', 'bridge']),
    );
    expect(completionsIn(`${NETWORK}\n  docker exec shell pi<|>\n`)).toContain('ping');
  });

  test('definition and references of containers and networks', () => {
    expect(placesIn(`${NETWORK}\n  docker exec we<|>b true\n`, 'definition')).toEqual(['2:web']);
    expect(placesIn(`${NETWORK}\n  docker network rm ap<|>p\n`, 'references')).toEqual([
      '1:app',
      '2:app',
      '3:app',
      '4:app',
    ]);
  });

  test('refusals stand at the word to blame, images that are missing as not simulated', () => {
    checkDiagnostics(`
      docker network rm nope
                        ^^^^ error command-failed: Error: No such network: nope
      docker run -d mongo
                    ^^^^^ information not-simulated: Netlab does not simulate the image mongo.
    `);
  });

  test('a lens above what a program in a container sends', () => {
    const text = lab(`${NETWORK}\n  docker exec shell ping -c 1 web\n  docker exec shell ping -c 1 -W 1 172.17.0.9\n`);
    const lenses = createLanguageService().codeLenses(labDocument(text));
    const titles = lenses.map(({ command }) => command?.title);
    expect(titles).toContain('✓ 1 hop');
    expect(titles.some((title) => title?.startsWith('✗'))).toBe(true);
  });

  test('in the panel, containers are rooms with their names, which lead to their lines', () => {
    const document = labDocument(lab(`${NETWORK}\n  docker exec shell curl -s http://web/\n`));
    const { topology, journey } = createLanguageService().scene(document, 3);
    const rooms = topology.namespaces.map(({ name, kind, line }) => [name, kind, line]);
    expect(rooms).toContainEqual(['web', 'netns', 1]);
    expect(rooms).toContainEqual(['shell', 'netns', 2]);
    const web = topology.namespaces.find(({ name }) => name === 'web')!;
    const eth0 = topology.devices.find(({ namespace, name }) => namespace === web.id && name === 'eth0');
    expect(eth0).toMatchObject({ addresses: ['10.5.0.2/24'], line: 1 });
    const bridge = topology.devices.find(({ name }) => name.startsWith('br-'));
    expect(bridge?.line).toBe(0);
    expect(journey?.packets.length).toBeGreaterThan(4);
  });
});
