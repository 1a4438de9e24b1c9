import type { NetlabSettings } from '../protocol/requests.ts';
import { Analysis } from './analysis.ts';
import type { LabDocument } from './document.ts';

/** The analyses of open documents, one each: that of its newest version. */
export class AnalysisCache {
  private readonly analyses = new Map<string, Analysis>();

  constructor(private settings: NetlabSettings) {}

  /** The analysis of a document, made when its version or text is new. */
  of(document: LabDocument): Analysis {
    const known = this.analyses.get(document.uri);
    if (known?.document.version === document.version && known.document.text === document.text) return known;
    const made = new Analysis(document, this.settings);
    this.analyses.set(document.uri, made);
    return made;
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.analyses.delete(uri);
  }

  /** New settings: every document is run again when it is asked about. */
  configure(settings: NetlabSettings): void {
    this.settings = settings;
    this.analyses.clear();
  }
}
