import { LabRunner } from '../lab/runner.ts';
import type { NetlabSettings } from '../protocol/requests.ts';
import { Analysis } from './analysis.ts';
import type { LabDocument } from './document.ts';

/** The analyses of open documents, one each: that of its newest version. */
export class AnalysisCache {
  private readonly analyses = new Map<string, Analysis>();
  private readonly runners = new Map<string, LabRunner>();

  constructor(private settings: NetlabSettings) {}

  /** The analysis of a document, made when its version or text is new. */
  of(document: LabDocument): Analysis {
    const known = this.analyses.get(document.uri);
    if (known?.document.version === document.version && known.document.text === document.text) return known;
    // The old run is not needed for the new one, and takes as much room.
    this.analyses.delete(document.uri);
    const made = new Analysis(document, this.settings, this.runnerOf(document.uri));
    this.analyses.set(document.uri, made);
    return made;
  }

  /** Gets ready for the next edit of a document. */
  prepare(uri: string): void {
    this.runners.get(uri)?.prepare();
  }

  private runnerOf(uri: string): LabRunner {
    let runner = this.runners.get(uri);
    if (runner === undefined) {
      runner = new LabRunner();
      this.runners.set(uri, runner);
    }
    return runner;
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.analyses.delete(uri);
    this.runners.delete(uri);
  }

  /** New settings: every document is run again when it is asked about. */
  configure(settings: NetlabSettings): void {
    this.settings = settings;
    this.analyses.clear();
  }
}
