import { COMMENT } from '../../../grammar/iptables/matches/comment.ts';
import type { CommentMatch } from '../../../kernel/netfilter/matches/comment.ts';
import type { Extension } from '../extension.ts';
import { quote } from '../quote.ts';

/** XT_MAX_COMMENT_LEN less the final zero byte. */
const MAX_LENGTH = 255;

/** libxt_comment. */
export const COMMENT_EXTENSION: Extension<CommentMatch> = {
  label: 'comment',
  options: COMMENT,
  begin() {
    let text = '';
    return {
      option({ value }) {
        text = value.slice(0, MAX_LENGTH);
      },
      finish: () => ({ kind: 'comment', text }),
    };
  },
  save: ({ text }) => `--comment ${quote(text)}`,
  print: ({ text }) => `/* ${text} */`,
};
