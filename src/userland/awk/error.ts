/** An error that ends the program. */
export class AwkError {
  constructor(readonly message: string) {}
}
