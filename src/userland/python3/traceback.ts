/** A frame of a traceback: file, line, function, the text of the line, and the columns that are marked, where some are. */
type Frame = readonly [file: string, line: number, name: string, text: string, from: number, length: number];

const SERVER = '/usr/lib/python3.11/http/server.py';
const SOCKETSERVER = '/usr/lib/python3.11/socketserver.py';
const START: readonly Frame[] = [
  ['<frozen runpy>', 198, '_run_module_as_main', '', 0, 0],
  ['<frozen runpy>', 88, '_run_code', '', 0, 0],
  [SERVER, 1309, '<module>', 'test(', 0, 0],
];

/** Where Python 3.11.2's http.server is when an address cannot be bound, and when its name has no address. */
const FRAMES: Readonly<Record<'bind' | 'resolve', readonly Frame[]>> = {
  bind: [
    ...START,
    [SERVER, 1256, 'test', 'with ServerClass(addr, HandlerClass) as httpd:', 5, 31],
    [SOCKETSERVER, 456, '__init__', 'self.server_bind()', 0, 0],
    [SERVER, 1303, 'server_bind', 'return super().server_bind()', 7, 21],
    [SERVER, 136, 'server_bind', 'socketserver.TCPServer.server_bind(self)', 0, 0],
    [SOCKETSERVER, 472, 'server_bind', 'self.socket.bind(self.server_address)', 0, 0],
  ],
  resolve: [
    ...START,
    [SERVER, 1254, 'test', 'ServerClass.address_family, addr = _get_best_family(bind, port)', 35, 28],
    [SERVER, 1237, '_get_best_family', 'infos = socket.getaddrinfo(', 8, 19],
    [
      '/usr/lib/python3.11/socket.py',
      962,
      'getaddrinfo',
      'for res in _socket.getaddrinfo(host, port, family, type, proto, flags):',
      11,
      59,
    ],
  ],
};

/** What Python prints when http.server ends with an error. */
export function traceback(where: keyof typeof FRAMES, error: string): string {
  const lines = FRAMES[where].map(([file, line, name, text, from, length]) => {
    const marks = length === 0 ? '' : `    ${' '.repeat(from)}${'^'.repeat(length)}\n`;
    return `  File "${file}", line ${line}, in ${name}\n${text === '' ? '' : `    ${text}\n`}${marks}`;
  });
  return `Traceback (most recent call last):\n${lines.join('')}${error}\n`;
}
