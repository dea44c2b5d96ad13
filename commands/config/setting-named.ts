// The setting a user means.
import { nearestName } from '../../src/config/nearest-name.ts';
import { SETTINGS, type SettingName } from '../../src/config/settings.ts';
import { HeadroomError } from '../../src/errors.ts';

/** "profile", "store-limit-mb" or "storeLimitMb". Throws `BAD_OPTION` with the nearest right name. */
export function settingNamed(typed: string): SettingName {
  const names = Object.keys(SETTINGS) as SettingName[];
  const plain = (name: string): string => name.replaceAll('-', '').toLowerCase();
  const found = names.find((name) => plain(name) === plain(typed));
  if (found !== undefined) return found;
  const nearest = nearestName(typed, names);
  throw new HeadroomError('BAD_OPTION', `There is no setting "${typed}".`, {
    hint: nearest === undefined ? `There are: ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
  });
}
