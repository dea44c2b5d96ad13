// A change to a settings file of the user, as data: a few values at a few places, so that exactly these can be taken out.

/** Names of members from the root down. */
export type SettingPath = readonly string[];

export interface SettingChange {
  readonly at: SettingPath;
  /** Anything JSON can hold. */
  readonly value: unknown;
}

/** Values to set in a JSON file, which may have comments and trailing commas. */
export interface ConfigEdit {
  /** Absolute. A file that is not there is made. */
  readonly path: string;
  /** For the user: why nothing less will do. */
  readonly because: string;
  readonly set: readonly SettingChange[];
}
