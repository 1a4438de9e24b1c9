/** Does what nobody sees yet once the page has been painted and has time; of several things asked for, only the last. */
export class Later {
  private asked = 0;

  do(act: () => void): void {
    this.asked += 1;
    const mine = this.asked;
    requestIdleCallback(
      () => {
        if (mine === this.asked) act();
      },
      { timeout: 300 },
    );
  }
}

/** Does something as soon as what has been drawn so far is on the screen. */
export function afterPaint(act: () => void): void {
  // A message that is sent before a frame is painted arrives when it has been.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    act();
  };
  requestAnimationFrame(() => port2.postMessage(undefined));
}
