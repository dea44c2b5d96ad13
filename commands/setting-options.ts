// Turns entries of the settings table into command line options, so that no flag is described twice.
import { Option, type Command } from 'commander';
import { SETTINGS, type SettingName } from '../src/config/settings.ts';

/** Adds the flags of these settings; their texts are checked later, by `resolveSettings`. */
export function addSettingOptions(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) command.addOption(settingOption(name));
  return command;
}

/** The part of parsed options that `resolveSettings` reads. */
export function settingFlags(
  options: Readonly<Record<string, unknown>>,
): Partial<Record<SettingName, string | boolean>> {
  const flags: Partial<Record<SettingName, string | boolean>> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = options[name];
    if (typeof value === 'string') flags[name] = value;
    // commander reports "--no-compress" as compress: false, and its absence as true; "--ab" as ab: true, and its absence not at all.
    const isSwitch = !SETTINGS[name].flag.startsWith('--no-');
    if (value === false || (value === true && isSwitch)) flags[name] = value;
  }
  return flags;
}

function settingOption(name: SettingName): Option {
  const { flag, help } = SETTINGS[name];
  return new Option(flag, help);
}
