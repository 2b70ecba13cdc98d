// The TypeScript mirror of backend/bind/viewexport.go and of
// backend/evidence/verdict.go. Lists are never null.

export type ExportFormat = 'xlsx' | 'pdf' | 'csv' | 'ndjson' | 'ocsf' | 'ecs';

/** What an export writes and where to. */
export interface ExportChoice {
  path: string;
  format: ExportFormat;
  /** Name of a template for Excel files; '' for none. */
  template: string;
  /** An evidence pack too, beside the file. */
  pack: boolean;
  /** A PDF for signing too, beside an Excel file. */
  pdf: boolean;
  /** Address of a service for time stamps of the pack; '' for none. */
  stamp: string;
  /** Leave secrets in clear. */
  secrets: boolean;
}

/** The evidence pack that was made of an export. */
export interface PackReport {
  path: string;
  sha256: string;
  /** SHA-256 of its manifest. */
  manifest: string;
  /** Of the key that signed. */
  fingerprint: string;
  /** That key is kept. */
  lasting: boolean;
  /** Values that are masked in it. */
  withheld: number;
  stamped: boolean;
  /** Why there is no time stamp though one was asked for. */
  stampFailed: string;
}

export type TemplateLanguage = 'en' | 'de';

/** How an Excel file is laid out. */
export interface TemplateForm {
  name: string;
  title: string;
  language: TemplateLanguage;
  /** Of sheet Events, in this order. */
  columns: string[];
  /** Those that may be left out and are not. */
  sheets: string[];
  /** A data URL of a PNG or JPEG picture; '' for none. */
  logo: string;
}

export interface TemplateColumn {
  name: string;
  title: string;
  meaning: string;
}

export interface TemplateChoices {
  columns: TemplateColumn[];
  sheets: string[];
}

export interface VerifyOrder {
  /** A pack, or a report. */
  file: string;
  /** The pack of a report that is elsewhere; '' where it is beside it. */
  pack: string;
  /** Fingerprint of who has to have signed; '' for anyone. */
  key: string;
}

export type EvidenceState = 'holds' | 'cannot be told' | 'does not hold';

/** What a verification found. */
export interface EvidenceVerdict {
  state: EvidenceState;
  file: string;
  pack?: string | undefined;
  reportId?: string | undefined;
  createdAt?: string | undefined;
  version?: string | undefined;
  events: number;
  root?: string | undefined;
  fingerprint?: string | undefined;
  checks: EvidenceCheck[];
  notProven: string[];
}

export interface EvidenceCheck {
  name: string;
  state: EvidenceState;
  text: string;
  /** At most 200. */
  findings: EvidenceFinding[];
  /** Findings in all. */
  total: number;
}

export interface EvidenceFinding {
  where: string;
  text: string;
  was?: string | undefined;
  is?: string | undefined;
}

/** The key that this installation signs evidence with. */
export interface SigningKey {
  fingerprint: string;
  lasting: boolean;
}
