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
