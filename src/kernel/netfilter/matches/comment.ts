/** `-m comment`: always matches; the text is for people. */
export interface CommentMatch {
  readonly kind: 'comment';
  readonly text: string;
}

export function matchComment(): boolean {
  return true;
}
