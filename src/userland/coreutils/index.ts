import type { Program } from '../process.ts';
import { sudo } from '../sudo/sudo.ts';
import { base64 } from './base64.ts';
import { basename, dirname } from './basename.ts';
import { cat } from './cat.ts';
import { chmod, chown } from './chmod.ts';
import { comm } from './comm.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { md5sum, sha1sum, sha256sum } from './digest.ts';
import { echo } from './echo.ts';
import { env, printenv } from './env.ts';
import { expr } from './expr.ts';
import { expand, fold } from './fold.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { hostname, nproc } from './hostname.ts';
import { id, whoami } from './id.ts';
import { join } from './join.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir, rmdir } from './mkdir.ts';
import { mktemp } from './mktemp.ts';
import { cp, mv } from './move.ts';
import { nl } from './nl.ts';
import { paste } from './paste.ts';
import { printf } from './printf.ts';
import { pwd } from './pwd.ts';
import { readlink, realpath } from './readlink.ts';
import { rm, unlink } from './rm.ts';
import { seq } from './seq.ts';
import { shuf } from './shuf.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { stat } from './stat.ts';
import { fail, succeed } from './status.ts';
import { rev, tac } from './tac.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { test } from './test-program.ts';
import { timeout } from './timeout.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { uname } from './uname.ts';
import { uniq } from './uniq.ts';
import { wc } from './wc.ts';
import { nice, nohup, setsid, stdbuf } from './wrapper.ts';
import { yes } from './yes.ts';

/** The programs of GNU coreutils, with grep and sudo, by name. */
export const coreutils: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['[', test],
  ['basename', basename],
  ['cat', cat],
  ['chgrp', chown],
  ['chmod', chmod],
  ['chown', chown],
  ['cp', cp],
  ['cut', cut],
  ['date', date],
  ['dirname', dirname],
  ['echo', echo],
  ['egrep', grep],
  ['env', env],
  ['false', fail],
  ['fgrep', grep],
  ['grep', grep],
  ['head', head],
  ['hostname', hostname],
  ['id', id],
  ['ln', ln],
  ['ls', ls],
  ['mkdir', mkdir],
  ['mktemp', mktemp],
  ['mv', mv],
  ['nproc', nproc],
  ['printenv', printenv],
  ['printf', printf],
  ['pwd', pwd],
  ['readlink', readlink],
  ['realpath', realpath],
  ['rev', rev],
  ['rm', rm],
  ['rmdir', rmdir],
  ['seq', seq],
  ['sleep', sleep],
  ['sort', sort],
  ['stat', stat],
  ['sudo', sudo],
  ['tac', tac],
  ['tail', tail],
  ['tee', tee],
  ['test', test],
  ['timeout', timeout],
  ['touch', touch],
  ['tr', tr],
  ['true', succeed],
  ['uname', uname],
  ['uniq', uniq],
  ['unlink', unlink],
  ['wc', wc],
  ['whoami', whoami],
  ['yes', yes],
  ['shuf', shuf],
  ['paste', paste],
  ['nl', nl],
  ['fold', fold],
  ['expand', expand],
  ['expr', expr],
  ['sha256sum', sha256sum],
  ['sha1sum', sha1sum],
  ['md5sum', md5sum],
  ['comm', comm],
  ['base64', base64],
  ['join', join],
  ['nice', nice],
  ['nohup', nohup],
  ['setsid', setsid],
  ['stdbuf', stdbuf],
]);
