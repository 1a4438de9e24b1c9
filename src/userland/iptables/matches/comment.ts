import { COMMENT } from '../../../grammar/iptables/matches/comment.ts';
import type { CommentMatch } from '../../../kernel/netfilter/matches/comment.ts';
import { complain } from '../complaint.ts';
import type { Extension } from '../extension.ts';
import { quote } from '../quote.ts';

/** XT_MAX_COMMENT_LEN. */
const MAX_LENGTH = 255;

/** libxt_comment. */
export const COMMENT_EXTENSION: Extension<CommentMatch> = {
  label: 'comment',
  options: COMMENT,
  begin() {
    let text = '';
    return {
      option({ value, index }) {
        if (value.length > MAX_LENGTH) {
          complain(`comment: Argument must have a maximum length of ${MAX_LENGTH} characters`, index);
        }
        text = value;
      },
      finish: () => ({ kind: 'comment', text }),
    };
  },
  save: ({ text }) => `--comment ${quote(text)}`,
  print: ({ text }) => `/* ${text} */`,
};
