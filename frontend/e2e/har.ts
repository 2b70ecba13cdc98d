/** A request and its answer, as a HAR holds them. */
export interface Exchange {
  url: string;
  token?: string;
  sent?: unknown;
  answer: unknown;
  type?: string;
}

/** A HAR file as a browser writes it, with what it must not give away. */
export function har(exchanges: Exchange[]): string {
  const entries = exchanges.map(({ url, token, sent, answer, type = 'application/json' }, index) => ({
    startedDateTime: new Date(Date.UTC(2026, 2, 1, 10, 0, index)).toISOString(),
    request: {
      method: sent ? 'POST' : 'GET',
      url,
      headers: [
        { name: 'Accept', value: 'application/json' },
        { name: 'Cookie', value: 'session=cookie-secret-5309' },
        ...(token ? [{ name: 'Authorization', value: `Bearer ${token}` }] : []),
      ],
      cookies: [{ name: 'session', value: 'cookie-secret-5309' }],
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      ...(sent ? { postData: { mimeType: 'application/json', text: JSON.stringify(sent) } } : {}),
    },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: type }],
      content: { mimeType: type, text: typeof answer === 'string' ? answer : JSON.stringify(answer) },
    },
  }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'a browser', version: '1' }, entries } });
}

/** Signs in to a tenant and gives the token. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/user/auth`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: email, password }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** What a browser would have recorded on the Audit Logs page: the sign-in, other things, and two pages of the log. */
export async function record(url: string, email: string, password: string, size: number): Promise<{ text: string; token: string }> {
  const token = await signIn(url, email, password);
  const get = async (path: string): Promise<unknown> => (await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } })).json();
  const pages = [0, size].map((offset) => `/system/audits?limit=${size}&offset=${offset}&sort=created:-1`);
  const exchanges: Exchange[] = [
    { url: `${url}/backoffice.js`, answer: 'void 0', type: 'text/javascript' },
    { url: `${url}/user/auth`, sent: { username: email, password }, answer: { user: { email }, token } },
    { url: `${url}/user`, token, answer: await get('/user') },
    { url: `${url}/flows/count`, token, answer: { count: 3 } },
  ];
  for (const path of pages) exchanges.push({ url: url + path, token, answer: await get(path) });
  return { text: har(exchanges), token };
}
