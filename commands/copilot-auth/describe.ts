// What `copilot-auth` says to a person. No token is ever among it, only fingerprints.
import type { CopilotStatus, Kept, LoggedIn } from '../../src/compose/copilot-logins.ts';

export function describeLogin(login: LoggedIn): string {
  return lines(
    `Saved: ${placeOf(login)}`,
    ...insteadOfKeychain(login),
    `Domain: ${login.domain}`,
    `Token fingerprint: ${login.fingerprint}`,
  );
}

export function describeStatus({ login, keychainTrouble, variables }: CopilotStatus): string {
  const keychain = `Keychain: ${keychainTrouble === undefined ? 'answers' : `not used, ${keychainTrouble}`}`;
  const set = variables.map((name) => `Variable: ${name} is set`);
  if (login === undefined) return lines('Status: not logged in', keychain, ...set);
  return lines(
    'Status: logged in',
    `Stored in: ${placeOf(login)}`,
    `Domain: ${login.domain}`,
    `Exchange: ${login.exchangeUrl}`,
    `Token fingerprint: ${login.fingerprint}`,
    keychain,
    ...set,
  );
}

export function describeLogout(result: {
  readonly deleted: readonly Kept[];
  readonly keychainTrouble?: string;
}): string {
  const { deleted, keychainTrouble } = result;
  if (deleted.length === 0) {
    return lines(
      'There was no login to forget.',
      ...(keychainTrouble === undefined ? [] : [`The keychain was not asked: ${keychainTrouble}.`]),
    );
  }
  return lines(
    ...deleted.map((kept) => `Deleted from: ${placeOf(kept)}`),
    'GitHub still lists it: https://github.com/settings/applications takes it away there too.',
  );
}

function insteadOfKeychain({ storedIn, keychainTrouble }: LoggedIn): readonly string[] {
  if (storedIn === 'keychain' || keychainTrouble === undefined) return [];
  return [`The keychain was not used: ${keychainTrouble}. The file is readable by you alone.`];
}

function placeOf({ storedIn, place }: Kept): string {
  return storedIn === 'keychain' ? place : `file ${place}`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
