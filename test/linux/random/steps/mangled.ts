import fc from 'fast-check';

const WORDS = ['bogus', '', '-x', 'dev', 'via', 'add', 'show', '10.0.0.1', '-1', 'help'] as const;

/** A command with one word too few or too many, or a wrong one. The first word, the program's name, stays. */
export function mangled(commands: fc.Arbitrary<string>): fc.Arbitrary<string> {
  // Counters, packets and what is the machine's own (sysctl dev) are not compared.
  const usable = commands.filter(
    (command) => !/^(?:calm|edges) |\n|ping|trace|tcpdump|sysctl|link (set|add).* netns/.test(command),
  );
  return fc
    .tuple(
      usable,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('drop', 'double', 'put', 'other'),
      fc.constantFrom(...WORDS),
    )
    .map(([command, where, how, word]) => {
      const shown = command.startsWith('lines ') ? 'qlines' : 'q';
      const words = command.replace(/^(?:q|x|lines|calm|edges) /, '').split(' ');
      const at = Math.min(1 + Math.floor(where * words.length), words.length);
      const given = word === '' ? "''" : word;
      if (how === 'drop') words.splice(at, 1);
      if (how === 'double') words.splice(at, 0, words[at] ?? given);
      if (how === 'put') words.splice(at, 0, given);
      if (how === 'other') words.splice(at, 1, given);
      // The order of IPv6's routes depends on when each link was found to be ready.
      const isUnordered = command.includes(' -4 ') && !words.includes('-4');
      // Without `bridge` it is another program, link(1).
      const isOther = /exec \S+ link\b/.test(words.join(' '));
      return isUnordered || isOther ? command : `${shown} ${words.join(' ')}`;
    });
}
