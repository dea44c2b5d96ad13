// The error family: what went wrong in the user's world, with what to do about it. Our own faults are ordinary errors.

/** Every code a HeadroomError can carry. */
export type ErrorCode =
  | 'AGENT_NOT_FOUND'
  | 'BAD_CONFIG'
  | 'BAD_OPTION'
  | 'COPILOT_EXCHANGE_FAILED'
  | 'COPILOT_LOGIN_REQUIRED'
  | 'EDIT_IN_USE'
  | 'FILE_NOT_EDITABLE'
  | 'FILE_NOT_READABLE'
  | 'GITHUB_UNREACHABLE'
  | 'HANDLE_NOT_FOUND'
  | 'LOGIN_DENIED'
  | 'LOGIN_EXPIRED'
  | 'LOGIN_FAILED'
  | 'NOTHING_TO_COMPRESS'
  | 'PORT_IN_USE'
  | 'PROXY_FAILED'
  | 'STORE_UNAVAILABLE'
  | 'TOKEN_REQUIRED'
  | 'UPSTREAM_UNREACHABLE';

const MARK = Symbol.for('headroom.error');

/** Something the user or the world can mend: `message` says what happened, `hint` what to do. Both are whole sentences. */
export class HeadroomError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly [MARK] = true;

  constructor(code: ErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'HeadroomError';
    this.code = code;
    this.hint = options.hint;
  }

  /** Works across duplicated copies of this package, unlike `instanceof`. */
  static isInstance(error: unknown): error is HeadroomError {
    return typeof error === 'object' && error !== null && MARK in error;
  }
}
