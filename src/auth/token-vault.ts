// The contract of a place that keeps one secret text.

export interface TokenVault {
  readonly kind: 'keychain' | 'file';
  /** For a person: which one, or which file. */
  readonly place: string;
  get(): Promise<VaultAnswer>;
  set(text: string): Promise<VaultAnswer>;
  /** `found` says that there was something to delete. */
  delete(): Promise<VaultAnswer>;
}

/** Expected troubles are values: a machine without a keychain is nothing special. */
export type VaultAnswer =
  | { readonly status: 'found'; readonly text: string }
  | { readonly status: 'empty' }
  | { readonly status: 'done' }
  | { readonly status: 'unavailable'; readonly why: string };
