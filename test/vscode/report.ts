/** What one test inside the extension host said: no `error` is a pass. */
export interface TestReport {
  readonly title: string;
  readonly milliseconds: number;
  readonly error?: string;
}

/** What the whole suite said. */
export interface SuiteReport {
  /** Where it ran, as the host itself found. */
  readonly host: 'node' | 'web';
  readonly tests: readonly TestReport[];
}

/** Precedes the report, as JSON, on the host's console: the only way out of a web extension host. */
export const REPORT_MARK = 'netlab-suite-report:';

/** The full title of the test whose duration is the time that the extension takes to start. */
export const ACTIVATION = 'activation starts';

/** The setting that chooses tests by a part of their full titles; the way into the host. */
export const ONLY_SETTING = 'netlabTests.only';
