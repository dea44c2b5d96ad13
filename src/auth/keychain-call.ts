// What is said between headroom and its keychain process: one request on stdin, one answer on stdout.

export type KeychainCall =
  | { readonly do: 'get' | 'delete'; readonly service: string; readonly account: string }
  | {
      readonly do: 'set';
      readonly service: string;
      readonly account: string;
      readonly text: string;
    }
  | { readonly do: 'find'; readonly service: string };

export interface KeychainItem {
  readonly account: string;
  readonly text: string;
}

export type KeychainReply =
  | { readonly ok: true; readonly items: readonly KeychainItem[]; readonly deleted?: boolean }
  | { readonly ok: false; readonly why: string };
