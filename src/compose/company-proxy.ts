// The proxy of a company as the settings have it, for everything that goes out of this machine.
import type { Settings } from '../config/settings.ts';
import type { CompanyProxyOptions } from '../proxy/upstream/company-proxy.ts';

/** Undefined: the way out is free. */
export function companyProxy({
  httpsProxy,
  noProxy,
}: Pick<Settings, 'httpsProxy' | 'noProxy'>): CompanyProxyOptions | undefined {
  return httpsProxy === undefined ? undefined : { url: httpsProxy, except: noProxy };
}
