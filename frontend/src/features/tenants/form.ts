import type { Tenant, TenantForm } from '../../lib/api';

/** How a person signs in. */
export type Method = 'password' | 'token';

/** A tenant's form as it is filled in. Secrets are never filled in beforehand. */
export interface Filled extends TenantForm {
  method: Method;
}

/** What is wrong with each field, in words; nothing when all is well. */
export type Faults = Partial<Record<keyof TenantForm, string>>;

/** The form for a new tenant, or for one that is edited. */
export function filledFor(tenant: Tenant | null): Filled {
  const signedIn = tenant === null || tenant.email !== '' || tenant.tokenUntil === 0;
  return {
    name: tenant?.name ?? '',
    url: tenant?.url ?? '',
    email: tenant?.email ?? '',
    password: '',
    token: '',
    caFile: tenant?.caFile ?? '',
    allowHttp: tenant?.allowHttp ?? false,
    profileFile: '',
    defaultProfile: false,
    method: signedIn ? 'password' : 'token',
  };
}

/** An address with its scheme; https unless another is given or it is this machine's. */
export function fullUrl(typed: string): string {
  const url = typed.trim();
  if (url === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return url;
  return `${/^(localhost|127\.|\[::1\])/i.test(url) ? 'http' : 'https'}://${url}`;
}

function urlFault(typed: string): string | undefined {
  try {
    const url = new URL(fullUrl(typed));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The address begins with https://.';
    if (url.username !== '' || url.password !== '') return 'Leave name and password out of the address.';
    return url.hostname === '' ? 'The address names no server.' : undefined;
  } catch {
    return 'This is not an address, such as https://api.TENANT.appmixer.cloud.';
  }
}

/** Checks what can be checked here; the tenant itself checks the rest. */
export function faultsOf(filled: Filled, edited: Tenant | null, names: string[]): Faults {
  const faults: Faults = {};
  const name = filled.name.trim();
  if (name === '') faults.name = 'Give the tenant a name.';
  else if (name !== edited?.name && names.includes(name)) faults.name = 'There is a tenant of this name already.';

  // A tenant known only from files needs no server.
  const offline = edited !== null && edited.url === '' && filled.url.trim() === '';
  if (offline) return faults;
  const url = filled.url.trim() === '' ? 'Give the address of the tenant’s API.' : urlFault(filled.url);
  if (url) faults.url = url;

  const kept = edited?.hasSecret === true;
  if (filled.method === 'token') {
    if (filled.token.trim() === '' && !kept) faults.token = 'Paste a token.';
    return faults;
  }
  if (filled.email.trim() === '') faults.email = 'Give the e-mail that you sign in with.';
  if (filled.password === '' && !kept) faults.password = 'Give the password.';
  return faults;
}

/** The form as Go takes it: only the secret of the way chosen. */
export function formOf({ name, url, email, password, token, method, ...rest }: Filled): TenantForm {
  return {
    caFile: rest.caFile.trim(),
    allowHttp: rest.allowHttp,
    profileFile: rest.profileFile.trim(),
    defaultProfile: rest.defaultProfile && rest.profileFile.trim() === '',
    name: name.trim(),
    url: fullUrl(url),
    email: email.trim(),
    password: method === 'password' ? password : '',
    token: method === 'token' ? token.trim().replace(/^bearer\s+/i, '') : '',
  };
}
