import { describe, expect, it } from 'vitest';
import type { Tenant } from '../../lib/api';
import { faultsOf, filledFor, formOf, fullUrl, type Filled } from './form';

const complete: Filled = {
  name: ' Northwind ',
  url: 'api.northwind.appmixer.cloud',
  email: 'mara@northwind.example',
  password: 'secret words',
  token: '',
  caFile: '',
  allowHttp: false,
  profileFile: '',
  defaultProfile: false,
  method: 'password',
};
const known = { name: 'Northwind', url: 'https://a.example', email: 'm@a.example', hasSecret: true } as Tenant;
const fields = (filled: Partial<Filled>, edited: Tenant | null = null): string[] =>
  Object.keys(faultsOf({ ...complete, ...filled }, edited, ['Contoso', 'Northwind']));

describe('fullUrl', () => {
  it.each([
    ['', ''],
    [' api.x.appmixer.cloud ', 'https://api.x.appmixer.cloud'],
    ['localhost:2200', 'http://localhost:2200'],
    ['http://10.0.0.4/sub', 'http://10.0.0.4/sub'],
  ])('%j is %j', (typed, url) => expect(fullUrl(typed)).toBe(url));
});

describe('faultsOf', () => {
  it('finds none in a complete form', () => expect(fields({ name: 'New' })).toEqual([]));
  it.each<[Partial<Filled>, string[]]>([
    [{ name: '  ' }, ['name']],
    [{ name: 'Contoso' }, ['name']],
    [{ name: 'New', url: '' }, ['url']],
    [{ name: 'New', url: 'ftp://files.example' }, ['url']],
    [{ name: 'New', url: 'https://me:pass@a.example' }, ['url']],
    [{ name: 'New', url: 'https://' }, ['url']],
    [{ name: 'New', email: '', password: '' }, ['email', 'password']],
    [{ name: 'New', method: 'token' }, ['token']],
  ])('in %j: %j', (filled, faulty) => expect(fields(filled)).toEqual(faulty));

  it('lets a secret stay that is kept', () => {
    expect(fields({ name: 'Northwind', password: '' }, known)).toEqual([]);
    expect(fields({ name: 'Northwind', password: '' }, { ...known, hasSecret: false })).toEqual(['password']);
  });
  it('asks no server of a tenant known from files', () => {
    expect(fields({ url: '', email: '', password: '' }, { ...known, name: ' Northwind', url: '' })).not.toContain(
      'url',
    );
  });
});

describe('filledFor', () => {
  it('never fills in a secret', () => {
    expect(filledFor(known)).toMatchObject({ name: 'Northwind', password: '', token: '' });
  });
});

describe('formOf', () => {
  it('goes back to the default profile unless a file is given', () => {
    expect(formOf({ ...complete, defaultProfile: true }).defaultProfile).toBe(true);
    expect(formOf({ ...complete, defaultProfile: true, profileFile: '/p.yaml ' })).toMatchObject({
      defaultProfile: false,
      profileFile: '/p.yaml',
    });
  });
  it('sends only the secret of the way chosen', () => {
    const form = formOf({ ...complete, token: 'Bearer eyJhbGciOi ', method: 'token' });
    expect(form).toMatchObject({ name: 'Northwind', password: '', token: 'eyJhbGciOi' });
    expect(formOf({ ...complete, token: 'eyJ' })).toMatchObject({ password: 'secret words', token: '' });
  });
});
